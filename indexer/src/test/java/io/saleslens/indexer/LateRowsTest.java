package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestSale;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether transactions commit later than their rows say must be visible. */
class LateRowsTest extends WithServers {

  private void nothingLate(IndexReport report) {
    assertThat(report.lateRows()).isZero();
    assertThat(report.oldestLag()).isZero();
  }

  @Test
  void rowsThatChangedSinceTheLastSyncAreNotLate() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2));
    nothingLate(indexer.sync());
    table.insert(TestSale.of(3).modified(now()));
    table.update(1, Map.of("amount_sale", 3, "modified", now()));
    IndexReport report = indexer.sync();
    assertThat(report.written()).isEqualTo(2);
    nothingLate(report);
  }

  @Test
  void aRowThatTurnsUpWithAChangeTimeFromBeforeTheLastSyncIsLate() throws Exception {
    indexer.sync();
    table.insert(
        TestSale.of(1).modified(now().minusMinutes(3)),
        TestSale.of(2).modified(now().minusMinutes(7)),
        TestSale.of(3).modified(now()));
    IndexReport plan = indexer.indexer().planSync(Progress.NONE);
    IndexReport report = indexer.sync();
    assertThat(report.written()).isEqualTo(3);
    assertThat(report.lateRows()).isEqualTo(2);
    assertThat(report.oldestLag())
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7).plusSeconds(1));
    assertThat(plan.lateRows()).isEqualTo(2);
  }

  @Test
  void rowsReadAgainAreNotLateAsTheyAreNotWritten() throws Exception {
    table.insert(TestSale.of(1).modified(now()));
    indexer.sync();
    IndexReport report = indexer.sync();
    assertThat(report.unchanged()).isEqualTo(1);
    nothingLate(report);
  }

  @Test
  void aRowThatANewerVersionStandsForIsNotLateAsItIsNotWritten() throws Exception {
    table.insert(TestSale.of(1).modified(now()));
    indexer.sync();
    table.update(1, Map.of("amount_sale", 5, "modified", now().minusMinutes(5)));
    IndexReport report = indexer.sync();
    assertThat(report.alreadyNewer()).isEqualTo(1);
    nothingLate(report);
  }

  @Test
  void aRowThatElasticsearchRefusesIsNotLate() throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY platform TEXT");
    indexer.sync();
    table.insert(
        TestSale.of(1).with("platform", "x".repeat(40_000)).modified(now().minusMinutes(5)));
    IndexReport report = indexer.sync();
    assertThat(report.rejected()).isEqualTo(1);
    nothingLate(report);
  }

  @Test
  void inABackfillNothingIsLate() throws Exception {
    indexer.sync();
    table.insert(TestSale.of(1).modified(now().minusMinutes(5)));
    nothingLate(indexer.backfill());
  }
}
