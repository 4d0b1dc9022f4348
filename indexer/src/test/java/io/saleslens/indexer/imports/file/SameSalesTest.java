package io.saleslens.indexer.imports.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.testing.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SameSalesTest {
  private static final List<String> TEXTS =
      List.of(
          "국민카드", "a \"b\", <c> & d;", "'0010", "007", "é", "e\u0301", "\ud83d\ude00", "두\n줄", "");

  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(86_400_000);

  private final ObjectMapper mapper = new ObjectMapper();

  /** A sale as people think of it. */
  private record Sale(
      int store,
      LocalDateTime soldAt,
      long amount,
      boolean canceled,
      String approval,
      String remark) {
    static Sale any(Random random) {
      LocalDateTime soldAt =
          LocalDateTime.of(2024, 1, 1, 0, 0)
              .plus((long) (random.nextDouble() * 100 * 86_400_000L), ChronoUnit.MILLIS);
      boolean canceled = random.nextInt(5) == 0;
      long amount =
          random.nextInt(10) == 0 ? random.nextLong(1_000_000_000_000L) : random.nextInt(100_000);
      return new Sale(
          random.nextInt(1_000),
          random.nextBoolean() ? soldAt : soldAt.truncatedTo(ChronoUnit.DAYS),
          canceled && random.nextBoolean() ? -amount : amount,
          canceled,
          "%08d".formatted(random.nextInt(100_000_000)),
          TEXTS.get(random.nextInt(TEXTS.size())));
    }

    FileSale expected(long row) {
      Map<SaleField, String> values = new EnumMap<>(SaleField.class);
      values.put(SaleField.STORE_ID, "" + store);
      values.put(
          SaleField.SOLD_AT,
          "%s %s000"
              .formatted(
                  soldAt.toLocalDate(),
                  "%02d:%02d:%02d.%03d"
                      .formatted(
                          soldAt.getHour(),
                          soldAt.getMinute(),
                          soldAt.getSecond(),
                          soldAt.getNano() / 1_000_000)));
      values.put(SaleField.AMOUNT_SALE, "" + amount);
      values.put(SaleField.IS_CANCELED, canceled ? "1" : "0");
      values.put(SaleField.NUM_APPROVAL, approval);
      if (!remark.isEmpty()) {
        values.put(SaleField.REMARK, Normalizer.normalize(remark, Normalizer.Form.NFC));
      }
      return new FileSale(row, soldAt.toLocalDate(), values);
    }
  }

  @Test
  void theSameSalesAreTheSameInAllFormats() {
    FileRules rules = ReadFile.rules(Map.of());
    Seeds.forEach(
        10,
        random -> {
          List<Sale> sales = random.doubles(30).mapToObj(it -> Sale.any(random)).toList();
          boolean since1904 = random.nextBoolean();
          Map<FileFormat, byte[]> files = new EnumMap<>(FileFormat.class);
          files.put(FileFormat.CSV, csv(sales));
          files.put(FileFormat.JSON, ("{\"sales\": [" + json(sales, ",") + "]}").getBytes(UTF_8));
          files.put(FileFormat.NDJSON, json(sales, "\n").getBytes(UTF_8));
          files.put(FileFormat.XML, xml(sales, random));
          files.put(FileFormat.XLSX, xlsx(sales, since1904, random));

          List<FileSale> expected =
              IntStream.range(0, sales.size()).mapToObj(i -> sales.get(i).expected(i + 1)).toList();
          files.forEach(
              (format, content) -> {
                ReadFile file = ReadFile.of(format, content, rules, Optional.empty());
                assertThat(file.refusals()).as(format.name()).isEmpty();
                assertThat(file.sales()).as(format.name()).isEqualTo(expected);
              });
        });
  }

  private static byte[] csv(List<Sale> sales) {
    return sales.stream()
        .map(
            sale ->
                String.format(
                    Locale.ROOT,
                    "%d,%s,%s,\"%,d원\",%s,%s,\"%s\"\r\n",
                    sale.store(),
                    sale.soldAt().toLocalDate().toString().replace('-', '/'),
                    sale.soldAt().toLocalTime(),
                    sale.amount(),
                    sale.canceled() ? "취소" : "정상",
                    sale.approval(),
                    sale.remark().replace("\"", "\"\"")))
        .collect(Collectors.joining("", "가맹점 번호,거래일자,거래시간,승인-금액,취소여부,승인번호,비고\n", ""))
        .getBytes(UTF_8);
  }

  private String json(List<Sale> sales, String between) throws JsonProcessingException {
    List<String> objects = new ArrayList<>();
    for (Sale sale : sales) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("store_id", sale.store());
      members.put("sold_at", sale.soldAt().toString());
      members.put("amount", sale.amount());
      members.put("canceled", sale.canceled());
      members.put("approvalNo", sale.approval());
      members.put("note", sale.remark().isEmpty() ? null : sale.remark());
      objects.add(mapper.writeValueAsString(members));
    }
    return String.join(between, objects);
  }

  private static byte[] xml(List<Sale> sales, Random random) {
    return sales.stream()
        .map(
            sale ->
                "<s:sale s:store-id='%d' canceled='%s'><amount>%d</amount><soldAt>%s+09:00</soldAt><remark>%s</remark><approval><![CDATA[%s]]></approval></s:sale>"
                    .formatted(
                        sale.store(),
                        sale.canceled() ? "Y" : "N",
                        sale.amount(),
                        sale.soldAt(),
                        Sheets.escaped(sale.remark()),
                        sale.approval()))
        .collect(
            Collectors.joining(
                "\n", "<s:sales_data xmlns:s='urn:s'><s:sales>", "</s:sales></s:sales_data>"))
        .getBytes(random.nextBoolean() ? UTF_8 : StandardCharsets.UTF_16);
  }

  private static byte[] xlsx(List<Sale> sales, boolean since1904, Random random) {
    Sheets sheets = new Sheets(since1904);
    LocalDate epoch = since1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
    List<String> rows = new ArrayList<>();
    rows.add("<row/>");
    rows.add(
        Sheets.row(
            sheets.text("매장"),
            sheets.text("판매일시"),
            sheets.text("금액"),
            sheets.text("취소"),
            sheets.text("승인번호"),
            sheets.text("비고")));
    for (Sale sale : sales) {
      double days =
          BigDecimal.valueOf(ChronoUnit.MILLIS.between(epoch.atStartOfDay(), sale.soldAt()))
              .divide(DAY_MILLIS, 20, RoundingMode.HALF_UP)
              .doubleValue();
      rows.add(
          Sheets.row(
              Sheets.number(sale.store() + ".0", Sheets.WON),
              Sheets.number("" + days, Sheets.DATE_TIME),
              Sheets.number("" + (double) sale.amount(), Sheets.WON),
              "<c t='b'><f>A1=2</f><v>%d</v></c>".formatted(sale.canceled() ? 1 : 0),
              random.nextBoolean() ? Sheets.inline(sale.approval()) : sheets.text(sale.approval()),
              sheets.text(sale.remark())));
    }
    return sheets.of(rows.toArray(String[]::new));
  }
}
