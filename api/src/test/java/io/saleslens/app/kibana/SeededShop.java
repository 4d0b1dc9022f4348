package io.saleslens.app.kibana;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.TestEnvironment;
import io.saleslens.app.demo.DemoSale;
import io.saleslens.app.demo.DemoSettings;
import io.saleslens.app.demo.SalesGenerator;
import io.saleslens.app.kibana.ExpectedOperations.Ledgers;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shop with six weeks of made-up sales and more suspects than those have, over three monthly
 * indices and more stores than Kibana asks a shard for; with rows that are refused, a run that
 * failed and a day that waits.
 */
final class SeededShop implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

  /** Instead of the clock's: a Thursday morning in Seoul, the same day as in UTC. */
  static final Instant NOW = Instant.parse("2024-06-06T01:00:00Z");

  private static final LocalDate YESTERDAY = LocalDate.parse("2024-06-05");
  private static final int STORES = 60;

  private final Elastic elastic;
  private final IndexNames names;
  private final RawSales sales;
  private final Ledgers ledgers;

  private SeededShop(TestSettings settings, TestTable table) {
    elastic = new Elastic(settings.elastic());
    names = settings.names();
    new Indices(elastic).refresh(names.sales());
    sales = new RawSales(table.rows(), ZONE);
    ledgers =
        new Ledgers(
            documents(names.jobRuns()), documents(names.days()), documents(names.rejects()));
  }

  static SeededShop fill(TestServers servers) throws InterruptedException {
    TestSettings settings = TestSettings.of(servers).with("zone", ZONE.getId());
    TestTable table = TestTable.create(settings);
    table.insert(madeUp());
    table.insert(repeats());
    table.insert(
        TestSale.of(900_001).store(null).soldAt("2024-06-01 12:00:00"),
        TestSale.of(900_002).amount(null).soldAt("2024-06-02 12:00:00"),
        TestSale.of(900_003).amount(null).soldAt("2024-06-03 12:00:00"));
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOW));
    try (Pipeline pipeline = pipeline(settings, clock)) {
      pipeline.sync(Trigger.COMMAND, Progress.NONE);
      // neither counted nor suspect: its day waits, and nothing would change
      table.insert(TestSale.of(900_004).amount(0).soldAt("2024-06-04 12:00:00"));
      pipeline.backfill(
          Optional.of(LocalDate.parse("2024-06-04")),
          Optional.of(LocalDate.parse("2024-06-04")),
          Trigger.COMMAND,
          Progress.NONE);
    }
    try (Pipeline pipeline = pipeline(settings.with("source.table", "gone"), clock)) {
      assertThatThrownBy(() -> pipeline.sync(Trigger.COMMAND, Progress.NONE))
          .isInstanceOf(SettingsException.class);
    }
    return new SeededShop(settings, table);
  }

  private static Pipeline pipeline(TestSettings settings, Clock clock) {
    return new Pipeline(Settings.load(Optional.empty(), TestEnvironment.of(settings)), clock);
  }

  private static List<TestSale> madeUp() {
    List<TestSale> sales = new ArrayList<>();
    new SalesGenerator(new DemoSettings(5_000, 42, 1, STORES, YESTERDAY, ZONE))
        .generate(sale -> sales.add(row(sale)));
    return sales;
  }

  private static TestSale row(DemoSale sale) {
    Map<String, Object> columns = new LinkedHashMap<>();
    Object[] values = sale.values();
    for (int i = 0; i < values.length; i++) {
      columns.put(DemoSale.COLUMNS.get(i), values[i]);
    }
    return new TestSale(columns);
  }

  /** Groups of the same card and amount, of growing size, at the last stores by name. */
  private static List<TestSale> repeats() {
    List<TestSale> sales = new ArrayList<>();
    String[] stores = {"9", "8", "7", "60", "9"};
    for (int group = 0; group < stores.length; group++) {
      for (int i = 0; i < 3 + group; i++) {
        TestSale sale =
            TestSale.of(910_000 + 10 * group + i)
                .store(stores[group])
                .card("4111-11**-****-000" + group % 4)
                .with("card_company", "신한")
                .with("num_approval", "9100001" + group)
                .amount(1_000_000 + 7 * group)
                .soldAt("2024-06-0%d 1%d:0%d:00".formatted(1 + group, group, i));
        sales.add(i == 1 ? sale.canceled() : sale);
      }
    }
    return sales;
  }

  private List<JsonNode> documents(String index) {
    return List.copyOf(TestDocuments.of(elastic, index).values());
  }

  Elastic elastic() {
    return elastic;
  }

  RawSales sales() {
    return sales;
  }

  /** In a browser of that zone. */
  Expected expected(ZoneId zone, long minorUnits) {
    return new Expected(sales, ledgers, zone, minorUnits);
  }

  /** Of one store alone. */
  Expected expected(String store) {
    return new Expected(sales.of(store), ledgers, ZONE, 1);
  }

  @Override
  public void close() {
    elastic.close();
  }
}
