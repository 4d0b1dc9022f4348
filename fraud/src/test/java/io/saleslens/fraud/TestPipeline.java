package io.saleslens.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.AovIndex;
import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.fraud.testing.Oracle;
import io.saleslens.fraud.testing.StoredResults;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;

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
