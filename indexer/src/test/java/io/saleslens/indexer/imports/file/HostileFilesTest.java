package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saleslens.indexer.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that cannot be read as a whole, or must not be, say so and do no harm. */
class HostileFilesTest {
  private static final FileRules RULES =
      ReadFile.rules(
          Map.of("SALESLENS_IMPORTS_MAX_BYTES", "3000000", "SALESLENS_IMPORTS_MAX_ROWS", "10"));

  private static final String HEADER = "store,amount,sold_at\n";

  private static ImportException failure(FileFormat format, byte[] content) {
    return catchThrowableOfType(
        ImportException.class, () -> ReadFile.of(format, content, RULES, Optional.empty()));
  }

  private static String xml(String sale) {
    return "<sales_data><sales><sale>" + sale + "</sale></sales></sales_data>";
  }

  static Stream<Arguments> texts() {
    String million = "x".repeat(1_100_000);
    return Stream.of(
        Arguments.of("CSV", "", "malformed_file", "The file is empty; it needs a header line."),
        Arguments.of(
            "CSV",
            "store,amount,colour\n",
            "missing_column",
            "No column stands for sold_at. The columns are: 'store', 'amount', 'colour'. Rename"
                + " one, or add its name to saleslens.imports.aliases as 'name=sold_at'."),
        Arguments.of(
            "CSV",
            "store,amount,sold_at,승인금액\n",
            "duplicate_column",
            "The columns 'amount' and '승인금액' both stand for amount_sale. Remove one, or have it"
                + " ignored by '승인금액=none' in saleslens.imports.aliases."),
        Arguments.of(
            "CSV",
            "store,amount,date,거래일시\n",
            "duplicate_column",
            "The columns 'date' and '거래일시' both stand for sold_at."),
        Arguments.of("CSV", HEADER + "1,1,2024-05-01\n".repeat(11), "too_many_rows", "10 rows"),
        Arguments.of("CSV", HEADER + "\n".repeat(3_000_000), "file_too_large", "3000000 bytes"),
        Arguments.of("JSON", "", "malformed_file", "must be an array of sales"),
        Arguments.of("JSON", "{\"sale\": []}", "malformed_file", "must be an array of sales"),
        Arguments.of(
            "JSON", "{\"sales\": [], \"sales\": []}", "malformed_file", "must be an array"),
        Arguments.of("JSON", "[{\"store\": 1,}]", "malformed_file", "line 1, column 14"),
        Arguments.of("JSON", "[NaN]", "malformed_file", "line 1"),
        Arguments.of("JSON", "[] []", "malformed_file", "it is NDJSON"),
        Arguments.of("JSON", "[".repeat(100_000), "malformed_file", "depth"),
        Arguments.of("JSON", "[\"" + million + "\"]", "file_too_large", "A single value"),
        Arguments.of("XML", "", "malformed_file", "no XML that can be read"),
        Arguments.of("XML", "<sales/>", "malformed_file", "<sales>; it must be <sales_data>"),
        Arguments.of("XML", "<sales_data date='x'/>", "malformed_file", "'x'; it must be a day"),
        Arguments.of("XML", "<sales_data>", "malformed_file", "line 1"),
        Arguments.of("XML", xml("</sale>") + "<", "malformed_file", "line 1"),
        Arguments.of("XML", "<sales_data>x</sales_data>", "malformed_file", "text outside"),
        Arguments.of("XML", xml("<a>".repeat(100)), "malformed_file", "more than 32 deep"),
        Arguments.of(
            "XML",
            xml("<remark>caf&eacute;</remark>"),
            "malformed_file",
            "read: line 1, column 45: the entity '&eacute;' is not known; of those with names only &amp;"),
        Arguments.of("XML", xml("&own;"), "malformed_file", "the entity '&own;'"),
        Arguments.of("XML", xml("<a b=1/>"), "malformed_file", "column 31: Open quote is expected"),
        Arguments.of("XML", xml("<remark>" + million + "</remark>"), "file_too_large", "value"),
        Arguments.of("XML", xml("<a b='" + million + "'/>"), "file_too_large", "single value"),
        Arguments.of("XML", "<!--" + million + "-->", "file_too_large", "single value"),
        Arguments.of("XML", xml(names()), "malformed_file", "2000 different names"),
        Arguments.of("XML", xml(longNames()), "malformed_file", "1048576 characters together"),
        Arguments.of(
            "XML",
            "<!DOCTYPE s SYSTEM 'file:///etc/passwd'><sales_data/>",
            "malformed_file",
            "DOCTYPE"),
        Arguments.of(
            "XML",
            "<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + xml("<remark>&x;</remark>"),
            "malformed_file",
            "DOCTYPE"),
        Arguments.of(
            "XML",
            "<!DOCTYPE s [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'> %x;]>" + xml(""),
            "malformed_file",
            "DOCTYPE"),
        Arguments.of(
            "XML",
            "<!DOCTYPE s [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>" + xml("<remark>&b;</remark>"),
            "malformed_file",
            "DOCTYPE"),
        Arguments.of("XLSX", "store,amount\n", "malformed_file", "no Excel workbook"));
  }

  /** Each short enough for a value, of which a parser keeps all. */
  private static String longNames() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1_100; i++) {
      names.append("<n xmlns='%s%d'/>".formatted("x".repeat(990), i));
    }
    return names.toString();
  }

  private static String names() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      names.append("<n").append(i).append("/>");
    }
    return names.toString();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void sayWhatIsWrong(FileFormat format, String content, String code, String part) {
    ImportException failure = failure(format, content.getBytes(StandardCharsets.UTF_8));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.detail()).contains(part);
  }

  static Stream<Arguments> workbooks() {
    String cell = "<c r='%s'><v>1</v></c>";
    String million = "<si><t>x</t></si>".repeat(1_000_000);
    return Stream.of(
        Arguments.of(new Sheets(false).of(), "malformed_file", "first sheet is empty"),
        Arguments.of(new Sheets(false).of(cells(cell, "ZZZZZZZ1")), "malformed_file", "no place"),
        Arguments.of(new Sheets(false).of(cells(cell, "XFE1")), "malformed_file", "no place"),
        Arguments.of(
            new Sheets(false).of(cells(cell, "B1") + cells(cell, "A0")),
            "missing_column",
            "store_id"),
        Arguments.of(
            new Sheets(false).of(Sheets.row("<c t='s'><v>999999999</v></c>")),
            "malformed_file",
            "a text '999999999' that it does not have"),
        Arguments.of(
            new Sheets(false).part("xl/sharedStrings.xml", "<sst>" + million + "</sst>").of(),
            "file_too_large",
            "3000000 bytes"),
        Arguments.of(
            new Sheets(false).of(" ".repeat(4_000_000)), "file_too_large", "3000000 bytes"),
        Arguments.of(
            new Sheets(false).of("<row r='1048577'><c><v>1</v></c></row>"),
            "too_many_rows",
            "a row 1048577; a sheet has at most 1048576"),
        Arguments.of(
            new Sheets(false).of("<row r='1048576'/><row/>"), "too_many_rows", "a row 1048577"),
        Arguments.of(
            new Sheets(false).part("xl/workbook.xml", "<!DOCTYPE x []><workbook/>").of(),
            "malformed_file",
            "DOCTYPE"),
        Arguments.of(
            new Sheets(false).part("xl/workbook.xml", "<workbook/>").of(),
            "malformed_file",
            "lacks a sheet"));
  }

  private static String cells(String cell, String place) {
    return Sheets.row(cell.formatted(place));
  }

  @ParameterizedTest
  @MethodSource("workbooks")
  void workbooksSayWhatIsWrong(byte[] content, String code, String part) {
    ImportException failure = failure(FileFormat.XLSX, content);

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.detail()).contains(part);
  }

  @Test
  void compressedFilesAreMeasuredExpanded() {
    byte[] bomb = gzip((HEADER + "\n".repeat(50_000_000)).getBytes(StandardCharsets.UTF_8));
    assertThat(bomb).hasSizeLessThan(100_000);

    assertThat(failure(FileFormat.CSV, bomb).code()).isEqualTo("file_too_large");
    assertThat(failure(FileFormat.NDJSON, bomb).code()).isEqualTo("file_too_large");
    assertThat(failure(FileFormat.CSV, Arrays.copyOf(bomb, 30)).code())
        .isEqualTo("unreadable_file");
  }

  private static final FileRules LARGE = ReadFile.rules(Map.of());

  private static ImportException largeFailure(FileFormat format, byte[] content) {
    return catchThrowableOfType(
        ImportException.class, () -> ReadFile.of(format, content, LARGE, Optional.empty()));
  }

  /** What a program for tables fills in when somebody formats a whole column, or all of them. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void emptyRowsAndFarCellsCostNothing() {
    Sheets sheets = new Sheets(false);
    String far = "<row><c r=\"A%d\"/><c r=\"XFD%d\" s=\"3\"/></row>";
    StringBuilder rows = new StringBuilder();
    for (int i = 3; i < 300_000; i++) {
      rows.append(far.formatted(i, i));
    }
    ReadFile read =
        ReadFile.of(
            FileFormat.XLSX,
            sheets.of(
                Sheets.row(sheets.text("store"), sheets.text("amount"), sheets.text("sold_at")),
                Sheets.row(
                    Sheets.inline("50"), Sheets.number("1000", ""), Sheets.inline("2024-05-01")),
                rows.toString(),
                "<row r='1048576'><c r='A1048576'/></row>"),
            LARGE,
            Optional.empty());

    assertThat(read.sales()).hasSize(1);
    assertThat(read.refusals()).isEmpty();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void aRowIsBoundedAsAWhole() {
    String member = "<store>50</store>";
    byte[] xml = xml(member.repeat(300_000)).getBytes(StandardCharsets.UTF_8);
    String cell = "<c t='inlineStr'><is><t>" + "x".repeat(500_000) + "</t></is></c>";

    assertThat(largeFailure(FileFormat.XML, xml)).hasMessageContaining("A single row");
    assertThat(largeFailure(FileFormat.XLSX, new Sheets(false).of(Sheets.row(cell.repeat(10)))))
        .hasMessageContaining("A single row of the file has more than 4194304 bytes.");
  }

  @Test
  void aMemberThatIsGivenForEverIsNotNamedForEver() {
    byte[] xml = xml("<store>50</store>".repeat(10_000)).getBytes(StandardCharsets.UTF_8);

    ReadFile read = ReadFile.of(FileFormat.XML, xml, LARGE, Optional.empty());

    assertThat(read.refusals()).hasSizeBetween(100, 110);
  }

  /** The JDK would read the whole table of contents into memory. */
  @Test
  void archivesOfTooManyPartsAreNotOpened() {
    Sheets many = new Sheets(false);
    for (int i = 0; i < 10_001; i++) {
      many.part("media/" + i, "");
    }
    Sheets longNames = new Sheets(false);
    for (int i = 0; i < 100; i++) {
      longNames.part("n".repeat(60_000) + i, "");
    }
    String detail = "The workbook has more than 10000 parts, or a list of them that is longer than";

    assertThat(largeFailure(FileFormat.XLSX, many.of(Sheets.row())))
        .hasMessageStartingWith(detail)
        .extracting(ImportException::code)
        .isEqualTo(ImportException.TOO_LARGE);
    assertThat(largeFailure(FileFormat.XLSX, longNames.of(Sheets.row())))
        .hasMessageStartingWith(detail);
  }

  @Test
  void allPartsOfAWorkbookCountTogether() {
    String blanks = " ".repeat(1_200_000);
    Sheets sheets = new Sheets(false);
    byte[] content =
        sheets
            .part("xl/sharedStrings.xml", "<sst>" + blanks.substring(300_000) + "</sst>")
            .part("xl/styles.xml", "<styleSheet>" + blanks.substring(200_000) + "</styleSheet>")
            .of(
                Sheets.row(
                    Sheets.inline("store"), Sheets.inline("amount"), Sheets.inline("sold_at")),
                blanks);

    assertThat(failure(FileFormat.XLSX, content)).hasMessageContaining("more than 3000000 bytes");
  }

  @Test
  void whatExpandsTooMuchIsNotReadToItsEnd() {
    byte[] content =
        new Sheets(false)
            .part("xl/styles.xml", "<styleSheet>" + "<a/>".repeat(5_000_000) + "</styleSheet>")
            .of(Sheets.row());

    assertThat(content).hasSizeLessThan(100_000);
    assertThat(largeFailure(FileFormat.XLSX, content))
        .hasMessageStartingWith("A part of the workbook expands to more than 500 times its size");
  }

  @Test
  void textsThatCellsShareAreBoundedInMemory() {
    StringBuilder texts = new StringBuilder("<sst>");
    for (int i = 0; i < 800_000; i++) {
      texts.append("<si><t>").append(i * 7_919L % 1_000_003).append("</t></si>");
    }
    byte[] content = new Sheets(false).part("xl/sharedStrings.xml", texts + "</sst>").of();

    assertThat(largeFailure(FileFormat.XLSX, content))
        .hasMessageStartingWith("The workbook has more different texts than are kept in memory");
  }

  @Test
  void aFileOfAnotherDayThanTheGivenIsRefused() {
    ImportException failure =
        catchThrowableOfType(
            ImportException.class,
            () ->
                ReadFile.of(
                    FileFormat.XML,
                    "<sales_data date='2024-05-01'/>".getBytes(StandardCharsets.UTF_8),
                    RULES,
                    Optional.of(LocalDate.of(2024, 5, 2))));

    assertThat(failure.code()).isEqualTo("other_day");
    assertThat(failure)
        .hasMessage("The file says that it is of 2024-05-01, but was given as one of 2024-05-02.");
  }

  /** Files that were damaged at random, and bytes that never were a file. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void anyBytesAreReadOrSayWhyNot() {
    Map<FileFormat, byte[]> good = new EnumMap<>(FileFormat.class);
    good.put(
        FileFormat.CSV, (HEADER + "50,\"1,000\",2024-05-01\n").getBytes(StandardCharsets.UTF_8));
    String object = "{\"store\": \"50\", \"amount\": 1000, \"sold_at\": \"2024-05-01\"}";
    good.put(FileFormat.JSON, ("[" + object + "]").getBytes(StandardCharsets.UTF_8));
    good.put(FileFormat.NDJSON, (object + "\n" + object).getBytes(StandardCharsets.UTF_8));
    good.put(
        FileFormat.XML,
        ("<?xml version='1.0' encoding='UTF-8'?>"
                + xml("<store>50</store><amount>1000</amount><sold_at>2024-05-01</sold_at>"))
            .getBytes(StandardCharsets.UTF_8));
    Sheets sheets = new Sheets(false);
    good.put(
        FileFormat.XLSX,
        sheets.of(
            Sheets.row(sheets.text("store"), sheets.text("amount"), sheets.text("sold_at")),
            Sheets.row(
                Sheets.inline("50"),
                Sheets.number("1000", Sheets.WON),
                Sheets.number("45413", Sheets.DATE_TIME))));
    Seeds.forEach(
        150,
        random ->
            good.forEach(
                (format, content) -> {
                  byte[] bytes = damaged(content, random);
                  try {
                    ReadFile.of(format, bytes, RULES, Optional.empty());
                  } catch (ImportException e) {
                    assertThat(e.detail()).isNotBlank();
                  }
                }));
  }

  private static byte[] damaged(byte[] content, Random random) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] bytes = content.clone();
    for (int i = random.nextInt(5); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
