package io.saleslens.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.AovIndex;
import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.fraud.testing.Oracle;
import io.saleslens.fraud.testing.StoredResults;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** From MySQL to suspects on the test's servers; and what stands in the indices. */
final class TestPipeline implements AutoCloseable {
  static final RepeatAmountRule RULE = new RepeatAmountRule(3, BigDecimal.valueOf(2), true);

  private final TestIndexer indexer;
  private final Refresh refresh;
  private final StoredResults results;

  TestPipeline(TestSettings settings, RepeatAmountRule rule) {
    indexer = TestIndexer.open(settings);
    AovIndex.definitions(settings.names()).forEach(indexer.indices()::init);
    FraudIndex.definitions(settings.names()).forEach(indexer.indices()::init);
    refresh = new Refresh(indexer.elastic(), settings.names(), rule, Clock.systemUTC());
    results = new StoredResults(indexer.elastic(), settings.names());
  }

  TestPipeline(TestSettings settings) {
    this(settings, RULE);
  }

  IndexReport sync() throws InterruptedException {
    return indexer.sync();
  }

  IndexReport backfill() throws InterruptedException {
    return indexer.backfill();
  }

  RefreshReport refresh() throws InterruptedException {
    return refresh.dirtyDays(Progress.NONE);
  }

  RefreshReport refresh(LocalDate first, LocalDate last) throws InterruptedException {
    return refresh.days(first, last, Progress.NONE);
  }

  /** Stops after so many days, unless it is done before. */
  void refreshCutShortAfter(int days) throws InterruptedException {
    AtomicLong left = new AtomicLong(days);
    Progress stop =
        new Progress() {
          @Override
          public void begin(String phase, long total) {}

          @Override
          public void advance(long steps) {
            if (left.addAndGet(-steps) == 0) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try {
      refresh.dirtyDays(stop);
    } finally {
      Thread.interrupted();
    }
  }

  RefreshReport dryRun() throws InterruptedException {
    return refresh.dryRun(Progress.NONE);
  }

  RefreshReport dryRun(LocalDate first, LocalDate last) throws InterruptedException {
    return refresh.dryRun(first, last, Progress.NONE);
  }

  CheckReport check() throws InterruptedException {
    return refresh.check(Optional.empty(), Optional.empty(), Progress.NONE);
  }

  CheckReport check(LocalDate first, LocalDate last) throws InterruptedException {
    return refresh.check(Optional.of(first), Optional.of(last), Progress.NONE);
  }

  RefreshReport mend(CheckReport found) throws InterruptedException {
    return refresh.mend(found, Progress.NONE);
  }

  /** All that a refresh writes, with the times at which it was written: by index, by id. */
  Map<String, Map<String, ObjectNode>> everythingComputed() {
    IndexNames names = indexer.names();
    Map<String, Map<String, ObjectNode>> everything = new TreeMap<>();
    Stream.of(names.daily(), names.weekly(), names.frauds(), names.days())
        .forEach(index -> everything.put(index, indexer.documents(index)));
    return everything;
  }

  Map<String, DailyAov> daily() {
    return results.daily();
  }

  Map<String, WeeklyAov> weekly() {
    return results.weekly();
  }

  Map<String, ObjectNode> suspects() {
    return results.suspects();
  }

  void assertEqualTo(Oracle oracle) {
    results.assertEqualTo(oracle);
  }

  /** Sum of a day's counted sales by the day ledger, minor units. */
  long ledgerTotal(LocalDate day) {
    return indexer.days().get(day.toString()).path("total_sale").longValue();
  }

  TestIndexer indexer() {
    return indexer;
  }

  @Override
  public void close() {
    refresh.close();
    indexer.close();
  }
}
