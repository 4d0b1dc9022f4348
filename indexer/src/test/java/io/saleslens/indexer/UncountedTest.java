package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sales that count nowhere are told, with how many and why. */
@ExtendWith(SandboxExtension.class)
class UncountedTest {
  private TestSettings settings;

  @BeforeEach
  void insert(TestServers servers) {
    settings = TestSettings.of(servers);
    TestTable table = TestTable.create(settings);
    table.insert(
        TestSale.of(1),
        TestSale.of(2).canceled().amount(-1),
        TestSale.of(3).with("is_canceled", null),
        TestSale.of(4).with("is_canceled", null).amount(0),
        TestSale.of(5).amount(0),
        TestSale.of(6).amount(-5));
  }

  private SalesCheckReport check(TestSettings settings, TestIndexer indexer) throws Exception {
    return new SalesCheck(
            settings.sources(),
            indexer.elastic(),
            settings.names(),
            settings.pepper(),
            Clock.systemUTC())
        .check(Optional.empty(), Optional.empty(), false, Progress.NONE);
  }

  @Test
  void areCountedByEachReasonByBackfillAndVerify() throws Exception {
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      Uncounted found = indexer.backfill().uncounted();
      assertThat(found).isEqualTo(new Uncounted(2, 2));
      assertThat(found.text())
          .contains(
              "4 count nowhere: 2 without is_canceled (saleslens.source.null-is-canceled says what that means), 2 of an amount of zero or less");
      SalesCheckReport report = check(settings, indexer);
      assertThat(report.uncounted()).isEqualTo(found);
      assertThat(report.table()).contains("In MySQL 4 count nowhere: ");
    }
  }

  @Test
  void nullMeansWhatTheSettingSays() throws Exception {
    TestSettings set = settings.with("source.null-is-canceled", "not-canceled");
    try (TestIndexer indexer = TestIndexer.open(set)) {
      assertThat(indexer.backfill().uncounted()).isEqualTo(new Uncounted(0, 3));
      ObjectNode sale = indexer.sales().get("3");
      assertThat(sale.path("is_canceled").isBoolean()).isTrue();
      assertThat(sale.path("is_canceled").booleanValue()).isFalse();
      assertThat(check(set, indexer).isClean()).isTrue();
    }
  }

  @Test
  void orThatItIsCanceled() throws Exception {
    try (TestIndexer indexer =
        TestIndexer.open(settings.with("source.null-is-canceled", "canceled"))) {
      assertThat(indexer.backfill().uncounted()).isEqualTo(new Uncounted(0, 2));
      assertThat(indexer.sales().get("4").path("is_canceled").booleanValue()).isTrue();
    }
  }

  @Test
  void anotherMeaningThanThatOfTheIndexIsRefused() throws Exception {
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.backfill();
    }
    try (TestIndexer other =
        TestIndexer.open(settings.with("source.null-is-canceled", "canceled"))) {
      assertThatThrownBy(other::sync)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("saleslens.source.null-is-canceled")
          .hasMessageContaining("is 'canceled', but the indices were built with 'uncounted'");
    }
  }
}
