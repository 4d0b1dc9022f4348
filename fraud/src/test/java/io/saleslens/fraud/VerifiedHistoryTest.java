package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.fraud.testing.Oracle;
import io.saleslens.fraud.testing.RandomChanges;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.SalesCheck;
import io.saleslens.indexer.testing.ExpectedSales;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows come, change and vanish, also in ways that no sync can see, between syncs, backfills,
 * refreshes and repairs. After each repair a check finds nothing, and in the end all indices are
 * what the oracle computes. {@code -Dsaleslens.test.changes} says how many changes, {@code
 * -Dsaleslens.test.seed} begins another history.
 */
@ExtendWith(SandboxExtension.class)
class VerifiedHistoryTest {
  private static final int CHANGES = Integer.getInteger("saleslens.test.changes", 2_000);
  private static final int MOST_AT_ONCE = 100;
  private static final Optional<LocalDate> ANY = Optional.empty();

  private Random random;
  private TestTable table;
  private RandomChanges changes;
  private TestPipeline pipeline;
  private SalesCheck check;

  @ParameterizedTest(name = "history {0}, from {1} to {2}, overlap {3}")
  @CsvSource({"1, Asia/Seoul, Asia/Seoul, PT0S", "2, America/New_York, Europe/London, PT10M"})
  void isCleanAfterEachRepair(
      long history, ZoneId source, ZoneId business, String overlap, TestServers servers)
      throws Exception {
    random = new Random(Long.getLong("saleslens.test.seed", 0) + history);
    TestSettings settings =
        TestSettings.of(servers)
            .with("source.zone", source.getId())
            .with("zone", business.getId())
            .with("sync.overlap", overlap);
    table = TestTable.create(settings);
    changes = new RandomChanges(table, random, source);
    changes.old(50);
    try (TestPipeline opened = new TestPipeline(settings)) {
      pipeline = opened;
      check =
          new SalesCheck(
              settings.sources(),
              pipeline.indexer().elastic(),
              settings.names(),
              settings.pepper(),
              Clock.systemUTC());
      for (int left = CHANGES / 2; left > 0; ) {
        int some = Math.min(left, 1 + random.nextInt(MOST_AT_ONCE));
        changes.any(some);
        left -= some;
        bring();
      }
      pipeline.sync();
      repair(true);
      pipeline.assertEqualTo(new Oracle(table.rows(), source, business));
      assertThat(ExpectedSales.found(pipeline.indexer().sales()))
          .isEqualTo(ExpectedSales.of(table, source, business));
    }
  }

  private void bring() throws Exception {
    switch (random.nextInt(6)) {
      case 0 -> pipeline.backfill();
      case 1 -> pipeline.refresh();
      case 2, 3 -> repair(random.nextBoolean());
      default -> pipeline.sync();
    }
  }

  /** What {@code verify --repair} does. */
  private void repair(boolean deep) throws Exception {
    check.repair(ANY, ANY, deep, Progress.NONE);
    pipeline.mend(pipeline.check());
    assertThat(check.check(ANY, ANY, deep, Progress.NONE).days())
        .as("days whose sales differ")
        .allMatch(day -> day.isClean());
    assertThat(pipeline.check().differences()).as("results that differ").isEmpty();
  }
}
