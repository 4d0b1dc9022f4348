package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SaleReader;
import io.saleslens.indexer.mysql.SourceTable;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row becomes. */
@ExtendWith(SandboxExtension.class)
class SaleEncoderTest {
  private static final String CARD = "4111 1111 1111 1111";

  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void create(TestMysql mysql) {
    settings = TestSettings.of(mysql);
    table = TestTable.create(settings);
  }

  private static TestSale everyColumn() {
    return TestSale.of(9_007_199_254_740_993L)
        .with("created", "2023-05-01 00:00:00.000001")
        .with("modified", "2023-05-01 23:59:59.999999")
        .with("remark", "말, \"quoted\"\nline two 😀")
        .with("num_approval", "00012345")
        .with("card_company", "신한")
        .with("card_category", "CREDIT")
        .with("card_number", "9410-61**-****-1234")
        .with("amount_sale", -1_234_567_890_123L)
        .with("amount_fee", 0)
        .with("amount_deposit", 12)
        .with("is_canceled", true)
        .with("sold_at", "2023-05-01 00:30:00")
        .with("will_deposited_at", "2023-05-03 00:00:00")
        .with("raw_data", "{\"a\":1}")
        .with("platform", "pos")
        .with("daily_sale_id", 7)
        .with("store_id", 50)
        .with("result_code", "0000")
        .with("result_msg", "정상")
        .with("extra_payment_id", "x-1")
        .with("detail_status", "done")
        .with("processing_status", "ok");
  }

  private List<Row> encoded(TestSettings settings, Clock clock) throws Exception {
    Database database = new Database(settings.mysql());
    List<Row> rows = new ArrayList<>();
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      SaleEncoder encoder =
          new SaleEncoder(
              settings.source(), opened.fields(), new CardKeys(settings.pepper()), clock);
      new SaleReader(database, connection, opened, 100)
          .readAll(
              TimeRange.ALL, Optional.empty(), (row, position) -> rows.add(encoder.encode(row)));
    }
    return rows;
  }

  private List<ObjectNode> documents(TestSettings settings) throws Exception {
    return encoded(settings, Clock.systemUTC()).stream()
        .map(row -> (ObjectNode) Json.tree(((Row.Sale) row).document()))
        .toList();
  }

  private ObjectNode indexed(TestSettings settings, TestSale sale) throws Exception {
    table.insert(sale);
    return documents(settings).get(0);
  }

  private ObjectNode indexed(TestSale sale) throws Exception {
    return indexed(settings, sale);
  }

  @Test
  void everyColumnArrives() throws Exception {
    Instant now = Instant.parse("2024-01-02T03:04:05.678901Z");
    table.insert(everyColumn());
    Row.Sale row = (Row.Sale) encoded(settings, Clock.fixed(now, ZoneOffset.UTC)).get(0);
    assertThat(row.id()).isEqualTo("9007199254740993");
    assertThat(row.version()).isEqualTo(1_682_953_199_999_999L);
    assertThat(row.businessDate()).isEqualTo("2023-05-01");
    ObjectNode sale = (ObjectNode) Json.tree(row.document());
    assertThat(sale.remove("card_key").isIntegralNumber()).isTrue();
    assertThat(sale)
        .isEqualTo(
            tree(
                """
                {"id":"9007199254740993",
                 "created":"2023-04-30T15:00:00.000001Z","modified":"2023-05-01T14:59:59.999999Z",
                 "remark":"말, \\"quoted\\"\\nline two 😀","num_approval":"00012345",
                 "card_company":"신한","card_category":"CREDIT","card_number":"9410-61**-****-1234",
                 "amount_sale":-1234567890123,"amount_fee":0,"amount_deposit":12,"is_canceled":true,
                 "sold_at":"2023-04-30T15:30:00Z","will_deposited_at":"2023-05-02T15:00:00Z",
                 "platform":"pos","daily_sale_id":"7","store_id":"50","result_code":"0000",
                 "result_msg":"정상","extra_payment_id":"x-1","detail_status":"done",
                 "processing_status":"ok","business_date":"2023-05-01","hour":0,"weekday":1,
                 "indexed_at":"2024-01-02T03:04:05.678Z"}
                """));
  }

  @Test
  void rawDataIsKeptWhenAskedFor() throws Exception {
    ObjectNode sale =
        indexed(
            settings.with("source.raw-data", "true"),
            everyColumn().with("raw_data", "{\"pan\":\"" + CARD + "\",\"n\":1234567890123}"));
    assertThat(sale.path("raw_data").asText())
        .isEqualTo("{\"pan\":\"4111 11** **** 1111\",\"n\":1234567890123}");
  }

  @Test
  void whatIsNullIsAbsent() throws Exception {
    TestSale bare =
        new TestSale(Map.of("id", 1, "amount_sale", 5, "store_id", 2))
            .soldAt("2023-05-01 12:00:00");
    ObjectNode sale = indexed(bare);
    assertThat(sale.properties().stream().map(it -> it.getKey()))
        .containsExactlyInAnyOrder(
            "id",
            "amount_sale",
            "sold_at",
            "store_id",
            "business_date",
            "hour",
            "weekday",
            "indexed_at");
  }

  @Test
  void aSourceThatKnowsNoCancellationsHasNone() throws Exception {
    ObjectNode sale = indexed(settings.with("source.columns.is-canceled", "none"), TestSale.of(1));
    assertThat(sale.path("is_canceled").isBoolean()).isTrue();
    assertThat(sale.path("is_canceled").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // source zone, local time, business zone, instant, day, hour, weekday
    "Asia/Seoul, 2023-04-30 23:59:59, Asia/Seoul, 2023-04-30T14:59:59Z, 2023-04-30, 23, 7",
    "Asia/Seoul, 2023-05-01 00:00:00, Asia/Seoul, 2023-04-30T15:00:00Z, 2023-05-01, 0, 1",
    "Asia/Seoul, 2022-12-31 23:59:59, Asia/Seoul, 2022-12-31T14:59:59Z, 2022-12-31, 23, 6",
    "UTC, 2022-12-31 15:00:00, Asia/Seoul, 2022-12-31T15:00:00Z, 2023-01-01, 0, 7",
    "Asia/Seoul, 2023-03-01 08:59:59, UTC, 2023-02-28T23:59:59Z, 2023-02-28, 23, 2",
    "Asia/Seoul, 2024-02-29 12:00:00, Asia/Seoul, 2024-02-29T03:00:00Z, 2024-02-29, 12, 4",
    // clocks forward at 01:00 UTC: 01:30 did not exist and counts as 02:30
    "Europe/London, 2023-03-26 00:59:59, Europe/London, 2023-03-26T00:59:59Z, 2023-03-26, 0, 7",
    "Europe/London, 2023-03-26 01:30:00, Europe/London, 2023-03-26T01:30:00Z, 2023-03-26, 2, 7",
    "Europe/London, 2023-03-26 02:30:00, Europe/London, 2023-03-26T01:30:00Z, 2023-03-26, 2, 7",
    // clocks back at 01:00 UTC: 01:30 came twice, the earlier counts
    "Europe/London, 2023-10-29 01:30:00, Europe/London, 2023-10-29T00:30:00Z, 2023-10-29, 1, 7",
    "Europe/London, 2023-10-29 02:00:00, Europe/London, 2023-10-29T02:00:00Z, 2023-10-29, 2, 7",
    "America/New_York, 2023-03-12 02:30:00, UTC, 2023-03-12T07:30:00Z, 2023-03-12, 7, 7",
    "America/New_York, 2023-11-05 01:30:00, UTC, 2023-11-05T05:30:00Z, 2023-11-05, 5, 7",
    "America/New_York, 2023-11-04 23:59:59, America/New_York, 2023-11-05T03:59:59Z, 2023-11-04, 23, 6",
  })
  void localTimesBecomeInstantsAndBusinessDays(
      String sourceZone,
      String local,
      String businessZone,
      String instant,
      String day,
      int hour,
      int weekday)
      throws Exception {
    ObjectNode sale =
        indexed(
            settings.with("source.zone", sourceZone).with("zone", businessZone),
            TestSale.of(1).soldAt(local));
    assertThat(sale.path("sold_at").asText()).isEqualTo(instant);
    assertThat(sale.path("business_date").asText()).isEqualTo(day);
    assertThat(sale.path("hour").asInt()).isEqualTo(hour);
    assertThat(sale.path("weekday").asInt()).isEqualTo(weekday);
  }

  @Test
  void equalCardsHaveOneKeyAndNoCardHasNone() throws Exception {
    table.insert(
        TestSale.of(1).card("9410-61**-****-1234"),
        TestSale.of(2).card("9410-61**-****-1234").store(51),
        TestSale.of(3).card("9410-61**-****-1235"),
        TestSale.of(4).card(""),
        TestSale.of(5).card(null));
    List<ObjectNode> sales = documents(settings);
    assertThat(sales.get(0).get("card_key")).isEqualTo(sales.get(1).get("card_key"));
    assertThat(sales.get(0).get("card_key")).isNotEqualTo(sales.get(2).get("card_key"));
    assertThat(sales.get(3).has("card_key")).isFalse();
    assertThat(sales.get(4).has("card_key")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "378282246310005"
      })
  void fullCardNumbersAreMaskedInEveryField(String number) throws Exception {
    TestSale sale = everyColumn().card(number);
    for (String column : new String[] {"remark", "result_msg", "raw_data"}) {
      sale = sale.with(column, "card " + number + ".");
    }
    ObjectNode document = indexed(settings.with("source.raw-data", "true"), sale);
    String middle = number.replaceAll("[ -]", "").substring(6, 12);
    assertThat(document.toString().replaceAll("[ -]", "")).doesNotContain(middle);
    assertThat(document.path("card_number").asText()).hasSameSizeAs(number).contains("*");
    assertThat(document.has("card_key")).isTrue();
  }

  /** In every text there is, whatever stands around them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "202611274111111111111111",
        "41111111111111111227",
        "４１１１１１１１１１１１１１１１",
        "4111.1111.1111.1111",
        "4111\u00A01111\u200B1111\u00AD1111",
        "4111\n1111\n1111\n1111"
      })
  void cardNumbersAreMaskedHoweverTheyAreSpelled(String number) throws Exception {
    TestSale sale = everyColumn().with("result_msg", "see " + number);
    for (String column :
        new String[] {"remark", "raw_data", "num_approval", "extra_payment_id", "card_number"}) {
      sale = sale.with(column, number);
    }
    ObjectNode document = indexed(settings.with("source.raw-data", "true"), sale);

    String digits = CardMask.digits(document.toString().replace("*", "x"));
    assertThat(digits).doesNotContain("4111111111111111");
    assertThat(document.toString()).contains("****");
  }

  @Test
  void maskedReferencesStayApart() throws Exception {
    table.insert(
        TestSale.of(1).with("num_approval", "4111111111111111").with("extra_payment_id", "x-1"),
        TestSale.of(2).with("num_approval", "4111113111111117").with("extra_payment_id", "x-2"),
        TestSale.of(3).with("num_approval", "4111111111111111").with("extra_payment_id", "x-3"));

    List<String> approvals =
        documents(settings).stream().map(it -> it.path("num_approval").asText()).toList();

    assertThat(approvals.get(0)).startsWith("411111******1111~").isEqualTo(approvals.get(2));
    assertThat(approvals.get(1)).startsWith("411111******1117~");
  }

  @ParameterizedTest
  @CsvSource({
    "id, 4111111111111111",
    "store_id, 4111111111111111",
    "store_id, 202611274111111111111111",
    "daily_sale_id, 4111-1111-1111-1111"
  })
  void idsThatLookLikeCardNumbersAreKeptOrRefused(String column, String number) throws Exception {
    table.execute(
        "ALTER TABLE platform_sales MODIFY id VARCHAR(64), MODIFY store_id VARCHAR(64), MODIFY daily_sale_id VARCHAR(64)");
    table.insert(everyColumn().with(column, number));

    assertThat(documents(settings).get(0).path(column).asText()).isEqualTo(number);

    Row.Refused refused =
        (Row.Refused) encoded(settings.with("card.ids", "refuse"), Clock.systemUTC()).get(0);
    assertThat(refused.reason())
        .isEqualTo(column + " looks like a card number, and saleslens.card.ids is 'refuse'");
    assertThat(CardMask.digits(refused.toString())).doesNotContain("4111111111111111");
    assertThat(refused.payload().path(column).asText()).contains("****");
    assertThat(refused.id()).isEqualTo(column.equals("id") ? null : "9007199254740993");
  }

  @Test
  void otherIdsAreNotRefused() throws Exception {
    table.insert(everyColumn().with("daily_sale_id", 2_026_112_710_300_012L));

    assertThat(encoded(settings.with("card.ids", "refuse"), Clock.systemUTC()).get(0))
        .isInstanceOf(Row.Sale.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4111111111111112", "2023050112000000", "1234567890", "1,000,000,000,000"})
  void ordinaryNumbersAreLeftAlone(String number) throws Exception {
    assertThat(indexed(everyColumn().with("remark", number)).path("remark").asText())
        .isEqualTo(number);
  }

  @Test
  void anotherPepperGivesOtherKeys() throws Exception {
    table.insert(TestSale.of(1));
    assertThat(documents(settings).get(0).get("card_key"))
        .isNotEqualTo(documents(settings.with("card.pepper", "x")).get(0).get("card_key"));
  }

  @Test
  void theVersionFallsBackToCreatedAndSoldAt() throws Exception {
    table.insert(
        TestSale.of(1).modified(null).with("created", "1970-01-01 09:00:00.000007"),
        TestSale.of(2).modified(null).with("created", null).soldAt("1970-01-01 09:00:01"));
    assertThat(encoded(settings, Clock.systemUTC()))
        .extracting(row -> ((Row.Sale) row).version())
        .containsExactly(7L, 1_000_000L);
  }

  @Test
  void amountsWithDecimalsBecomeMinorUnits() throws Exception {
    table.execute(
        "ALTER TABLE platform_sales MODIFY amount_sale DECIMAL(12,3), MODIFY amount_fee DECIMAL(12,2)");
    table.insert(
        TestSale.of(1).amount("12.340").with("amount_fee", "-0.05"),
        TestSale.of(2).amount("12.345"));
    List<Row> rows = encoded(settings.with("source.amount-scale", "2"), Clock.systemUTC());
    JsonNode sale = Json.tree(((Row.Sale) rows.get(0)).document());
    assertThat(sale.path("amount_sale").asLong()).isEqualTo(1234);
    assertThat(sale.path("amount_fee").asLong()).isEqualTo(-5);
    assertThat(((Row.Refused) rows.get(1)).reason())
        .isEqualTo(
            "amount_sale is 12.345, which is no whole number of minor units (saleslens.source.amount-scale is 2)");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "NULL",
      value = {
        "store_id, NULL, store_id is missing",
        "amount_sale, NULL, amount_sale is missing",
        "sold_at, NULL, sold_at is missing",
        "sold_at, 1969-12-31 23:59:59, 'sold_at is 1969-12-31T14:59:59Z, outside 1970-01-01 to 2262-04-11'",
        "sold_at, 2262-04-12 12:00:00, 'sold_at is 2262-04-12T03:00:00Z, outside 1970-01-01 to 2262-04-11'",
        "modified, 9999-12-31 23:59:59, 'modified is 9999-12-31T14:59:59Z, outside 1970-01-01 to 2262-04-11'",
        "created, 1000-01-01 00:00:00, 'created is 0999-12-31T15:32:08Z, outside 1970-01-01 to 2262-04-11'",
      })
  void aRowThatIsNoSaleIsRefusedWithTheReason(String column, String value, String reason)
      throws Exception {
    table.insert(TestSale.of(1).with(column, value));
    Row row = encoded(settings, Clock.systemUTC()).get(0);
    assertThat(row.id()).isEqualTo("1");
    assertThat(((Row.Refused) row).reason()).isEqualTo(reason);
  }

  /** Bytes are not taken for text where the driver makes something else of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BIGINT(10) ZEROFILL | 50",
        "BIGINT UNSIGNED | 18446744073709551615",
        "DECIMAL(30,10) | 0",
        "DOUBLE | 1000000000000000",
        "FLOAT | 0.1",
        "YEAR | 2023",
        "BIT(8) | b'00110101'",
        "TINYINT(1) | 1",
        "DATE | '2023-05-01'",
        "DATETIME(6) | '2023-05-01 12:00:00.100000'",
        "TIME | '12:00:00'",
        "CHAR(9) CHARACTER SET euckr | '한글'",
        "VARCHAR(9) CHARACTER SET utf16 | 'ab'",
        "VARCHAR(9) CHARACTER SET utf16 | '䅂'",
        "VARCHAR(9) CHARACTER SET latin1 | 'é'",
        "VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin | '😀\"'",
        "ENUM('a', 'b') | 'b'",
        "SET('a', 'b') | 'a,b'",
      })
  void aColumnOfAnyTypeIsReadAsTheDriverReadsIt(String type, String value) throws Exception {
    table.insert(TestSale.of(1).with("platform", null).with("daily_sale_id", null));
    for (String column : List.of("platform", "daily_sale_id")) {
      table.execute("ALTER TABLE platform_sales MODIFY %s %s".formatted(column, type));
      table.execute("UPDATE platform_sales SET %s = %s".formatted(column, value));
    }
    String asRead = table.query("SELECT platform AS value FROM platform_sales").get(0).get("value");
    ObjectNode sale = documents(settings).get(0);
    assertThat(sale.path("platform").textValue()).isEqualTo(asRead);
    assertThat(sale.path("daily_sale_id").textValue()).isEqualTo(asRead);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, -0, 0",
    "0, 007, 7",
    "0, -12, -12",
    "0, 12.000, 12",
    "0, 12., 12",
    "0, +12, 12",
    "0, 1e3, 1000",
    "0, 999999999999, 999999999999",
    "0, -9223372036854775807, -9223372036854775807",
    "2, 12, 1200",
    "2, 12.3, 1230",
    "2, 12.34, 1234",
    "2, 12.3400, 1234",
    "2, -.5, -50",
    "2, .5, 50",
    "6, 123456789012, 123456789012000000",
    "6, 0.000001, 1"
  })
  void moneyIsExactHoweverItIsSpelled(String scale, String spelled, long minorUnits)
      throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY amount_sale TEXT");
    ObjectNode sale =
        indexed(
            settings
                .with("source.amount-scale", scale)
                .with("source.max-amount", Long.toString(Long.MAX_VALUE)),
            TestSale.of(1).amount(spelled));
    assertThat(sale.path("amount_sale").longValue()).isEqualTo(minorUnits);
  }

  private static ObjectNode tree(String json) {
    return (ObjectNode) Json.tree(json.getBytes(StandardCharsets.UTF_8));
  }
}
