package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings that would make numbers wrong without a sign are not to change under the indices. */
class IdentityTest extends WithServers {
  private static final String REMEDY =
      " Set it back, or build anew under another saleslens.index.prefix.";

  @BeforeEach
  void index() throws Exception {
    table.insert(TestSale.of(1));
    indexer.backfill();
  }

  private void refused(String key, String value, String message) {
    TestIndexer other = open(settings.with(key, value));
    assertThatThrownBy(other::sync)
        .isInstanceOf(SettingsException.class)
        .hasMessage(message + REMEDY);
    assertThatThrownBy(other::backfill).hasMessage(message + REMEDY);
    assertThat(indexer.sales()).hasSize(1);
  }

  @Test
  void anotherBusinessZoneIsRefused() {
    refused(
        "zone",
        "Europe/London",
        "Setting saleslens.zone (SALESLENS_ZONE) is 'Europe/London', but the indices were built with 'Asia/Seoul'.");
  }

  @Test
  void anotherSourceZoneIsRefused() {
    refused(
        "source.zone",
        "UTC",
        "Setting saleslens.source.zone (SALESLENS_SOURCE_ZONE) is 'UTC', but the indices were built with 'Asia/Seoul'.");
  }

  @Test
  void anotherTableIsRefused() {
    TestTable.create(settings.with("source.table", "other_sales"));
    refused(
        "source.table",
        "other_sales",
        "Setting saleslens.source.table (SALESLENS_SOURCE_TABLE) is 'other_sales', but the indices were built with 'platform_sales'.");
  }

  @Test
  void anotherScaleOfAmountsIsRefused() {
    refused(
        "source.amount-scale",
        "2",
        "Setting saleslens.source.amount-scale is '2', but the indices were built with '0'.");
  }

  @Test
  void anotherPepperIsRefusedAndNeitherIsShown() {
    refused(
        "card.pepper",
        "other",
        "Setting saleslens.card.pepper (SALESLENS_CARD_PEPPER) is not the one that the indices were built with.");
  }

  @Test
  void otherSettingsMayChange() throws Exception {
    assertThat(open(settings.with("sync.page-size", "1").with("bulk.bytes", "2000")).sync())
        .isNotNull();
  }
}
