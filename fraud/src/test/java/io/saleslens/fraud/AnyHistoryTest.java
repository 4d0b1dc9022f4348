package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.fraud.testing.Oracle;
import io.saleslens.fraud.testing.RandomSales;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.elastic.DayReplacement.Changes;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However rows come in and change between syncs, backfills and refreshes, whole ones, of some days
 * and cut short, with any size of page and bulk and in any zones: at no time is anything wrong but
 * what depends on a dirty day, and in the end the three indices are what the oracle computes from
 * the table.
 */
@ExtendWith(SandboxExtension.class)
class AnyHistoryTest {
  private static final List<String> ZONES =
      List.of(
          "Asia/Seoul",
          "UTC",
          "Europe/London",
          "America/New_York",
          "America/St_Johns",
          "Australia/Lord_Howe",
          "Pacific/Apia");

  private static int cases() {
    return Integer.getInteger("saleslens.test.cases", 4);
  }

  static List<Long> seeds() {
    long first = Long.getLong("saleslens.test.seed", 1);
    List<Long> seeds = new ArrayList<>();
    for (long seed = first; seed < first + cases(); seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endsInWhatTheOracleComputes(long seed, TestServers servers) throws Exception {
    Random random = new Random(seed);
    ZoneId source = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    ZoneId business = random.nextBoolean() ? source : ZoneId.of(ZONES.get(random.nextInt(7)));
    TestSettings settings =
        TestSettings.of(servers)
            .with("zone", business.getId())
            .with("source.zone", source.getId())
            .with("sync.page-size", "" + List.of(1, 2, 3, 7, 50, 1_000).get(random.nextInt(6)))
            .with("bulk.bytes", "" + List.of(2_000, 10_000, 1 << 20).get(random.nextInt(3)));
    TestTable table = TestTable.create(settings);
    RandomSales sales = new RandomSales(random, source);
    try (TestPipeline pipeline = new TestPipeline(settings)) {
      int rows = 0;
      for (int round = 0; round <= random.nextInt(4); round++) {
        rows = change(table, sales, rows, random);
        bring(pipeline, random);
      }
      pipeline.sync();
      assertRefreshDoesWhatItsDryRunSaid(pipeline);
      pipeline.assertEqualTo(new Oracle(table.rows(), source, business));
      assertNothingLeftToDo(pipeline, table, random);
    }
  }

  private static int change(TestTable table, RandomSales sales, int before, Random random) {
    int more = random.nextInt(random.nextBoolean() ? 80 : 6);
    List<TestSale> inserted = new ArrayList<>();
    for (int id = before + 1; id <= before + more; id++) {
      inserted.add(sales.sale(id));
    }
    if (!inserted.isEmpty()) {
      table.insert(inserted);
    }
    for (int n = random.nextInt(20); n > 0 && before > 0; n--) {
      long id = 1 + random.nextInt(before);
      table.replace(sales.sale(id));
    }
    return before + more;
  }

  private static void bring(TestPipeline pipeline, Random random) throws Exception {
    if (random.nextInt(3) == 0) {
      pipeline.backfill();
    } else {
      pipeline.sync();
    }
    switch (random.nextInt(5)) {
      case 0, 1 -> assertRefreshDoesWhatItsDryRunSaid(pipeline);
      case 2 -> refreshSomeDays(pipeline, random);
      case 3 -> refreshUntilCutShort(pipeline, random);
      default -> {}
    }
    assertThat(pipeline.check().differences()).as("differences but for dirty days").isEmpty();
  }

  private static void assertRefreshDoesWhatItsDryRunSaid(TestPipeline pipeline) throws Exception {
    Map<String, Map<String, ObjectNode>> before = pipeline.everythingComputed();
    RefreshReport said = pipeline.dryRun();
    assertThat(pipeline.everythingComputed()).isEqualTo(before);
    assertThat(pipeline.refresh()).isEqualTo(said);
  }

  private static void refreshSomeDays(TestPipeline pipeline, Random random) throws Exception {
    List<String> known = List.copyOf(pipeline.indexer().days().keySet());
    if (!known.isEmpty()) {
      LocalDate first = LocalDate.parse(known.get(random.nextInt(known.size())));
      LocalDate last = first.plusDays(random.nextInt(4));
      RefreshReport said = pipeline.dryRun(first, last);
      assertThat(pipeline.refresh(first, last)).isEqualTo(said);
    }
  }

  private static void refreshUntilCutShort(TestPipeline pipeline, Random random) {
    int days = 1 + random.nextInt(10);
    try {
      pipeline.refreshCutShortAfter(days);
    } catch (InterruptedException e) {
      // as asked for; where there were fewer days it came to its end
    }
  }

  private static void assertNothingLeftToDo(TestPipeline pipeline, TestTable table, Random random)
      throws Exception {
    IndexReport again = random.nextBoolean() ? pipeline.sync() : pipeline.backfill();
    assertThat(again.written()).isZero();
    assertThat(again.dirtyDays()).isEmpty();
    assertThat(pipeline.refresh().dailyDays()).isZero();
    assertThat(pipeline.check().differences()).isEmpty();
    Map<String, String> range =
        table.query("SELECT MIN(sold_at) AS a, MAX(sold_at) AS b FROM " + table.name()).get(0);
    if (range.get("a") != null) {
      RefreshReport all =
          pipeline.refresh(day(range.get("a")).minusDays(2), day(range.get("b")).plusDays(2));
      assertThat(List.of(all.daily(), all.weekly(), all.frauds())).containsOnly(Changes.NONE);
    }
  }

  private static LocalDate day(String time) {
    return LocalDate.parse(time.substring(0, 10));
  }
}
