package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.settings.SaleField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvSalesTest {
  private static final String KOREAN =
      "매장번호,거래일자,거래시간,승인금액,카드사,취소여부\n50,2024-05-01,14:05,\"12,500\",국민카드,정상\n";

  private static final FileSale KOREAN_SALE =
      new FileSale(
          1,
          LocalDate.of(2024, 5, 1),
          Map.of(
              SaleField.STORE_ID, "50",
              SaleField.SOLD_AT, "2024-05-01 14:05:00.000000",
              SaleField.AMOUNT_SALE, "12500",
              SaleField.CARD_COMPANY, "국민카드",
              SaleField.IS_CANCELED, "0"));

  static Stream<Arguments> encodings() throws IOException {
    byte[] utf8 = KOREAN.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(utf8);
    }
    return Stream.of(
        Arguments.of("UTF-8", utf8),
        Arguments.of("UTF-8, marked", ("\ufeff" + KOREAN).getBytes(StandardCharsets.UTF_8)),
        Arguments.of("UTF-16", KOREAN.getBytes(StandardCharsets.UTF_16)),
        Arguments.of("UTF-16LE", ("\ufeff" + KOREAN).getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("CP949", KOREAN.getBytes(Charset.forName("x-windows-949"))),
        Arguments.of("EUC-KR", KOREAN.getBytes(Charset.forName("EUC-KR"))),
        Arguments.of("lines of Windows", KOREAN.replace("\n", "\r\n").getBytes("UTF-8")),
        Arguments.of("semicolons", swap(';').getBytes(StandardCharsets.UTF_8)),
        Arguments.of("tabs", swap('\t').getBytes(StandardCharsets.UTF_8)),
        Arguments.of("gzip", packed.toByteArray()));
  }

  private static String swap(char delimiter) {
    return KOREAN.replace("12,500", "12500").replace(',', delimiter);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void isReadInAnyUsualEncoding(String name, byte[] content) {
    ReadFile file =
        ReadFile.of(FileFormat.CSV, content, ReadFile.rules(Map.of()), Optional.empty());

    assertThat(file.sales()).containsExactly(KOREAN_SALE);
    assertThat(file.refusals()).isEmpty();
  }
}
