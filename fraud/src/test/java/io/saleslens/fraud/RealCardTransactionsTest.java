package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.aov.DailyAov;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.CsvLoader;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 49,178 real purchase-card transactions and the totals they must come to. The file is not part of
 * the project; where it is absent the test says so and is skipped.
 */
@ExtendWith(SandboxExtension.class)
class RealCardTransactionsTest {
  private static final Path FILE =
      Path.of("..", "..", "shared", "data", "bcc_purchase_cards.csv.gz");

  @Test
  void comeToTheTotalsWrittenBesideThem(TestServers servers) throws Exception {
    assumeTrue(Files.exists(FILE), "the file of real card transactions is not here");
    TestSettings settings = TestSettings.of(servers).with("zone", "Europe/London");
    TestTable.create(settings);
    assertThat(load(settings)).isEqualTo(new CsvLoader.Loaded(49_178, 0, 0));
    try (TestPipeline pipeline = new TestPipeline(settings)) {
      assertThat(pipeline.backfill().written()).isEqualTo(49_178);
      RefreshReport report = pipeline.refresh();
      assertThat(report.daily().written()).isEqualTo(28_146);
      assertThat(report.weekly().written()).isEqualTo(149_328);
      assertThat(report.suspects()).isEqualTo(41);
      assertThat(report.noBaseline()).isEqualTo(131);
      assertThat(sums(pipeline)).containsExactly(697_442_977, 38_160);
      assertThat(pipeline.suspects().values().stream().map(it -> it.path("group_id")).distinct())
          .hasSize(12);
    }
  }

  private static CsvLoader.Loaded load(TestSettings settings) throws Exception {
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect()) {
      return new CsvLoader(database, settings.source()).load(connection, FILE, new Strict());
    }
  }

  private static long[] sums(TestPipeline pipeline) {
    AtomicLong total = new AtomicLong();
    AtomicLong customers = new AtomicLong();
    Hits.forEach(
        pipeline.indexer().elastic(),
        pipeline.indexer().names().daily(),
        Query.of(q -> q.matchAll(m -> m)),
        java.util.List.of("date", "store_id"),
        hit -> {
          DailyAov daily = Json.as(hit.source(), DailyAov.class);
          total.addAndGet(daily.totalSale());
          customers.addAndGet(daily.numCustomer());
        });
    return new long[] {total.get(), customers.get()};
  }

  private static final class Strict implements CsvLoader.Listener {
    @Override
    public void bad(CsvLoader.BadLine line) {
      throw new AssertionError(line.toString());
    }

    @Override
    public void read(long records) {}
  }
}
