package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose columns take anything: what is no sale is refused, each row with its own reason. */
class BadRowsTest extends WithServers {
  private static final String ANYTHING =
      """
      ALTER TABLE platform_sales
        MODIFY id VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        MODIFY created TEXT, MODIFY sold_at TEXT, MODIFY will_deposited_at TEXT,
        MODIFY amount_sale TEXT, MODIFY amount_fee DOUBLE, MODIFY amount_deposit DECIMAL(65,3),
        MODIFY is_canceled TEXT, MODIFY store_id TEXT, MODIFY remark TEXT,
        MODIFY card_company TEXT, MODIFY platform TEXT, MODIFY num_approval TEXT
      """;

  private static final String LONG = "x".repeat(40_000);
  private static final String BEYOND =
      ", beyond the 10000000000000 minor units that an amount may have (saleslens.source.max-amount)";

  private static final String NO_MINOR_UNITS =
      ", which is no whole number of minor units (saleslens.source.amount-scale is 0)";
  private static final String NO_TIME = " to a date and time value";

  /** The reasons expected, by id of the row. */
  private final Map<String, String> expected = new TreeMap<>();

  private final List<TestSale> sales = new ArrayList<>();

  /** Its columns hold what MySQL would not take, and some reasons are the driver's about it. */
  @BeforeEach
  void requireMariaDb() {
    assumeThat(table.query("SELECT VERSION() AS version").get(0).get("version"))
        .contains("MariaDB");
  }

  private void bad(String column, Object value, String reason) {
    bad(changed("bad-%02d".formatted(expected.size() + 1)).with(column, value), reason);
  }

  private void bad(TestSale sale, String reason) {
    sales.add(sale);
    expected.put(sale.columns().get("id").toString(), reason);
  }

  /** A sale that the next sync reads. */
  private TestSale changed(String id) {
    return TestSale.of(id).modified("2200-01-01 00:00:00");
  }

  private Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    for (ObjectNode reject : indexer.rejects().values()) {
      reasons.put(reject.path("id").asText(), reject.path("reason").asText());
    }
    return reasons;
  }

  @Test
  void eachBadRowIsRefusedWithItsReasonAndTheGoodOneStands() throws Exception {
    table.execute(ANYTHING);
    indexer.backfill();
    badMoney();
    badTimes();
    badFlags();
    badIds();
    sales.add(changed("good"));
    table.insert(sales);
    IndexReport report = indexer.sync();
    assertThat(reasons()).isEqualTo(expected);
    assertThat(indexer.sales()).containsOnlyKeys("good");
    assertThat(report.rejected()).isEqualTo(expected.size());
    assertThat(report.rowsRead()).isEqualTo(expected.size() + 1);
  }

  private void badMoney() {
    bad("amount_sale", null, "amount_sale is missing");
    bad("amount_sale", "", "amount_sale is missing");
    bad("amount_sale", "abc", "amount_sale is 'abc', which is no number");
    bad("amount_sale", "1,000", "amount_sale is '1,000', which is no number");
    bad("amount_sale", " 5 ", "amount_sale is ' 5 ', which is no number");
    bad("amount_sale", "NaN", "amount_sale is 'NaN', which is no number");
    bad("amount_sale", "0x10", "amount_sale is '0x10', which is no number");
    bad("amount_sale", "٣", "amount_sale is '٣', which is no number");
    bad(
        "amount_sale",
        "4111111111111111 won",
        "amount_sale is '411111******1111 won', which is no number");
    bad(
        "amount_sale",
        LONG,
        "amount_sale is '%s … %s', which is no number"
            .formatted("x".repeat(284), "x".repeat(600 - "', which is no number".length())));
    bad("amount_sale", "\u001b[2J\n", "amount_sale is '?[2J?', which is no number");
    bad("amount_sale", "12.5", "amount_sale is 12.5" + NO_MINOR_UNITS);
    bad("amount_sale", "9223372036854775808", "amount_sale is 9223372036854775808" + BEYOND);
    bad("amount_sale", "1e999999999", "amount_sale is 1e999999999" + BEYOND);
    bad("amount_sale", "1e-999999999", "amount_sale is 1e-999999999" + NO_MINOR_UNITS);
    bad("amount_fee", 0.5, "amount_fee is 0.5" + NO_MINOR_UNITS);
    bad("amount_fee", 1e308, "amount_fee is 1.0E308" + BEYOND);
    bad("amount_deposit", "-1.001", "amount_deposit is -1.001" + NO_MINOR_UNITS);
    bad("amount_deposit", "9".repeat(60), "amount_deposit is " + "9".repeat(60) + ".000" + BEYOND);
  }

  private void badTimes() {
    bad("sold_at", null, "sold_at is missing");
    bad("sold_at", "", "sold_at is missing");
    bad("sold_at", "0000-00-00 00:00:00", "sold_at is missing");
    bad("sold_at", "x", "sold_at cannot be read: Cannot convert string 'x'" + NO_TIME);
    bad("sold_at", "12:00:00", "sold_at is 12:00:00, which is a time without a date");
    bad("sold_at", "2023-02-30 12:00:00", "sold_at cannot be read: Invalid date 'FEBRUARY 30'");
    bad(
        "sold_at",
        "2023-05-01T12:00:00Z",
        "sold_at cannot be read: Cannot convert string '2023-05-01T12:00:00Z'" + NO_TIME);
    bad(
        "sold_at",
        "1682910000",
        "sold_at cannot be read: Cannot convert string '1682910000'" + NO_TIME);
    bad(
        "created",
        "2023-13-01 00:00:00",
        "created cannot be read: Invalid value for MonthOfYear (valid values 1 - 12): 13");
    bad(
        "created",
        "1969-12-31 00:00:00",
        "created is 1969-12-30T15:00:00Z, outside 1970-01-01 to 2262-04-11");
    bad(
        "will_deposited_at",
        "soon",
        "will_deposited_at cannot be read: Cannot convert string 'soon'" + NO_TIME);
    bad(
        "modified",
        "2262-04-12 12:00:00",
        "modified is 2262-04-12T03:00:00Z, outside 1970-01-01 to 2262-04-11");
    table.executeAll(
        "SET SESSION sql_mode = ''",
        "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, modified)"
            + " VALUES ('day-0', '5', '5', '2023-05-01 12:00:00', '2990-05-00 12:00:00')");
    expected.put(
        "day-0",
        "modified cannot be read: Invalid value for DayOfMonth (valid values 1 - 28/31): 0");
  }

  private void badFlags() {
    bad("is_canceled", "maybe", "is_canceled cannot be read: For input string: \"maybe\"");
    bad(
        "is_canceled",
        "취소",
        "is_canceled cannot be read: Cannot determine value type from string '취소'");
  }

  private void badIds() {
    bad("store_id", null, "store_id is missing");
    bad("store_id", "", "store_id is missing");
    bad(
        "store_id",
        "말".repeat(167),
        "store_id has 501 bytes, more than the 500 that a day's id in Elasticsearch leaves");
    bad(changed("g".repeat(513)), "id has 513 bytes, more than the 512 that Elasticsearch takes");
    bad(changed("말".repeat(171)), "id has 513 bytes, more than the 512 that Elasticsearch takes");
    // ids that are fine but for the row they are of: they name it in the rejects as well
    bad(changed("j".repeat(512)).store(null), "store_id is missing");
    bad(changed("k\0\n\"\\😀|\u202e").store(null), "store_id is missing");
    bad(changed("..").store(null), "store_id is missing");
  }

  /** Elasticsearch's own words, of which the end tells why and the middle repeats the value. */
  @Test
  void aValueTooLongToBeSearchedForIsRefusedInFewWords() throws Exception {
    table.execute(ANYTHING);
    table.insert(
        TestSale.of("good").with("remark", LONG),
        TestSale.of("card_company").with("card_company", LONG),
        TestSale.of("platform").with("platform", "말".repeat(11_000)),
        TestSale.of("num_approval").with("num_approval", LONG));
    assertThat(indexer.backfill().rejected()).isEqualTo(3);
    assertThat(indexer.sales()).containsOnlyKeys("good");
    assertThat(reasons())
        .containsOnlyKeys("card_company", "platform", "num_approval")
        .allSatisfy(
            (field, reason) ->
                assertThat(reason)
                    .hasSizeLessThan(1_000)
                    .contains("failed to parse field [" + field + "]")
                    .contains("immense term in field=\"" + field + "\"")
                    .contains("longer than the max length 32766"));
  }

  @Test
  void oddButPossibleValuesMakeASale() throws Exception {
    table.execute(ANYTHING);
    Map<String, String> stores = new LinkedHashMap<>();
    for (String odd :
        new String[] {
          " ", "a\0b", "c\nd", "\"", "\\", "😀", "\u202e", "A", "a", "a/b?c#d|e", "s".repeat(500)
        }) {
      table.insert(TestSale.of(odd).store(odd).amount("+1e3").with("is_canceled", ""));
      stores.put(odd, odd);
    }
    assertThat(indexer.backfill().rejected()).isZero();
    Map<String, String> indexed = new LinkedHashMap<>();
    indexer
        .sales()
        .forEach(
            (id, sale) -> {
              indexed.put(id, sale.path("store_id").asText());
              assertThat(sale.path("amount_sale").asLong()).isEqualTo(1_000);
              assertThat(sale.has("is_canceled")).isFalse();
            });
    assertThat(indexed).containsExactlyInAnyOrderEntriesOf(stores);
  }

  /** One column of another type, so that no row is a sale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sold_at | TIME | '12:00:00' | sold_at is 12:00:00, which is a time without a date",
        "sold_at | BIGINT | 1682910000 | sold_at cannot be read: Unsupported conversion from LONG to a date and time",
        "amount_sale | DATE | '2023-05-01' | amount_sale is '2023-05-01', which is no number",
        "is_canceled | DATETIME | '2023-05-01 00:00:00' | is_canceled cannot be read: Unsupported conversion from DATETIME to true or false",
      })
  void aColumnOfATypeThatDoesNotFitRefusesTheRow(
      String column, String type, String value, String reason) throws Exception {
    TestSettings other = settings.with("source.table", "odd");
    TestTable odd = TestTable.create(other);
    odd.insert(TestSale.of(1).with(column, null));
    odd.execute("ALTER TABLE odd MODIFY %s %s".formatted(column, type));
    odd.execute("UPDATE odd SET %s = %s".formatted(column, value));
    open(other).backfill();
    assertThat(reasons()).isEqualTo(Map.of("1", reason));
  }
}
