package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.fraud.testing.Oracle;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands in the columns of numbers, in columns of whatever type: each row is a sale whose
 * numbers are exactly these, or a reject; and everything is computed.
 *
 * <p>{@code -Dsaleslens.test.cases} and {@code -Dsaleslens.test.seed} as everywhere.
 */
@ExtendWith(SandboxExtension.class)
class HostileNumbersTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final BigDecimal MOST = BigDecimal.valueOf(10_000_000_000_000L);
  private static final List<String> COLUMNS =
      List.of("amount_sale", "amount_fee", "amount_deposit");
  private static final List<String> TYPES =
      List.of("BIGINT", "DECIMAL(65,0)", "DECIMAL(65,30)", "DOUBLE", "VARCHAR(400)");
  private static final List<String> VALUES =
      List.of(
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775806",
          "-9223372036854775807",
          "10000000000000",
          "10000000000001",
          "-10000000000000",
          "-10000000000001",
          "9007199254740993",
          "4294967296",
          "-1",
          "0",
          "1");

  private static final List<String> TEXTS =
      List.of(
          "1e3", "1e-3", "1E+400", "-1e999999999", "0.0000001", "NaN", "Infinity", "9e18", "", "x");

  static LongStream seeds() {
    long first = Long.getLong("saleslens.test.seed", 0);
    return LongStream.range(first, first + Integer.getInteger("saleslens.test.cases", 5));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void areSalesOrRejectsAndStopNothing(long seed, TestServers servers) throws Exception {
    Random random = new Random(seed);
    TestSettings settings = TestSettings.of(servers);
    TestTable table = TestTable.create(settings);
    // each type comes up, whatever the number of cases
    String type = TYPES.get((int) Math.floorMod(seed, (long) TYPES.size()));
    for (String column : COLUMNS) {
      table.execute("ALTER TABLE platform_sales MODIFY %s %s".formatted(column, type));
    }
    for (int id = 1; id <= 150; id++) {
      table.insert(sale(id, random, type));
    }
    try (TestPipeline pipeline = new TestPipeline(settings)) {
      IndexReport read = pipeline.backfill();
      RefreshReport computed = pipeline.refresh();
      assertThat(computed.failed()).isEmpty();
      assertThat(computed.stillDirty()).isZero();
      List<Map<String, String>> sales = table.rows().stream().filter(this::isSale).toList();
      assertThat(read.rejected()).isEqualTo(150 - sales.size());
      assertThat(pipeline.indexer().sales().keySet())
          .containsExactlyInAnyOrderElementsOf(sales.stream().map(it -> it.get("id")).toList());
      pipeline.assertEqualTo(
          new Oracle(sales.stream().map(HostileNumbersTest::plain).toList(), SEOUL, SEOUL));
      assertThat(pipeline.check().agrees()).isTrue();
    }
  }

  private static TestSale sale(int id, Random random, String type) {
    TestSale sale =
        TestSale.of(id)
            .store(random.nextInt(3))
            .soldAt(LocalDate.parse("2023-05-01").plusDays(random.nextInt(9)) + " 12:00:00");
    sale = random.nextInt(3) == 0 ? sale.canceled() : sale;
    for (String column : COLUMNS) {
      if (random.nextInt(3) == 0) {
        sale = sale.with(column, value(random, type));
      }
    }
    return sale;
  }

  private static Object value(Random random, String type) {
    List<String> values = new ArrayList<>(VALUES);
    if (type.startsWith("VARCHAR")) {
      values.addAll(TEXTS);
    }
    if (type.equals("DOUBLE") || type.startsWith("VARCHAR")) {
      values.addAll(List.of("0.5", "1.0", "-2.50", "9".repeat(30)));
    }
    if (type.startsWith("DECIMAL")) {
      values.add("9".repeat(35));
      values.add("-" + "9".repeat(35));
    }
    return values.get(random.nextInt(values.size()));
  }

  /** By the text that the server has for each amount. */
  private boolean isSale(Map<String, String> row) {
    return row.get("amount_sale") != null
        && !row.get("amount_sale").isEmpty()
        && COLUMNS.stream().map(row::get).allMatch(HostileNumbersTest::isAmount);
  }

  private static boolean isAmount(String text) {
    return text == null || text.isEmpty() || minorUnits(text).isPresent();
  }

  private static Optional<BigDecimal> minorUnits(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      // the comparison first: it is cheap, however large the exponent
      return number.abs().compareTo(MOST) <= 0 && number.remainder(BigDecimal.ONE).signum() == 0
          ? Optional.of(number)
          : Optional.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> plain(Map<String, String> row) {
    Map<String, String> plain = new HashMap<>(row);
    plain.put(
        "amount_sale",
        Long.toString(minorUnits(row.get("amount_sale")).orElseThrow().longValueExact()));
    return plain;
  }
}
