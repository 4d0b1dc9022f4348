package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRulesTest {
  @Test
  void areReadFromAFileOfSettings(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("saleslens.yaml"),
            """
            saleslens:
              zone: America/New_York
              source: {amount-scale: 2}
              imports:
                max-bytes: 1000
                max-rows: 20
                aliases: |
                  Filiale Nr.=store_id
                  time = none
            """);
    SettingsReader reader = SettingsReader.of(Optional.of(file), Map.of());

    FileRules rules = FileRules.from(reader, new Secret("pepper"));

    assertThat(rules.zone()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(rules.amountScale()).isEqualTo(2);
    assertThat(rules.maxBytes()).isEqualTo(1_000);
    assertThat(rules.maxRows()).isEqualTo(20);
    assertThat(rules.aliases())
        .containsEntry("filialenr.", SaleField.STORE_ID)
        .containsEntry("매장번호", SaleField.STORE_ID)
        .doesNotContainKey("time");
    reader.refuseUnknownKeys();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          매장             | has the entry '매장', which must be the name of a column, '=' and a field
          =store_id        | has the entry '=store_id', which must be the name of a column
          a=b              | has the entry 'a=b', which names no field; fields are id, created,
          a=id, A =remark  | has the entry 'A =remark', which is about the same column as an entry
          """)
  void refuseAliasesThatSayNothing(String aliases, String message) {
    assertThatThrownBy(() -> ReadFile.rules(Map.of("SALESLENS_IMPORTS_ALIASES", aliases)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.imports.aliases (SALESLENS_IMPORTS_ALIASES) " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "store_id, STORE_ID",
    "' Store-ID ', STORE_ID",
    "\ufeff매장 번호, STORE_ID",
    "가맹점번호, STORE_ID",
    "\u1112\u1167\u11ab\u1100\u1173\u11b7, NONE",
    "\u1100\u1173\u11b7\u110b\u1162\u11a8, AMOUNT_SALE",
    "ＰＧ사, PLATFORM",
    "CARD_COMPANY, CARD_COMPANY",
    "PRICE, AMOUNT_SALE"
  })
  void namesOfColumnsMeanWhatPeopleMean(String name, String field) {
    SaleField found = ReadFile.rules(Map.of()).aliases().get(ColumnNames.normalized(name));

    assertThat(found == null ? "NONE" : found.name()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "sales.csv, CSV",
    "매출.CSV.GZ, CSV",
    "a.tsv, CSV",
    "a.b.json, JSON",
    "a.jsonl, NDJSON",
    "a.ndjson.gz, NDJSON",
    "a.xlsx, XLSX",
    "a.xml, XML",
    "a.xls, NONE",
    "csv, NONE",
    "text/csv; charset=utf-8, CSV",
    "Application/JSON, JSON",
    "application/x-ndjson, NDJSON",
    "text/xml, XML",
    "application/octet-stream, NONE"
  })
  void formatsAreKnownByNameAndContentType(String text, String format) {
    Optional<FileFormat> found =
        text.contains("/") ? FileFormat.ofContentType(text) : FileFormat.ofFileName(text);

    assertThat(found.map(FileFormat::name).orElse("NONE")).isEqualTo(format);
  }
}
