package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.testing.SecretScan;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bad rows do not stop good ones, and are not lost. */
class RejectedRowsTest extends WithServers {

  @Test
  void aRowThatIsNoSaleIsRejectedAndTheOthersIndexed() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2).store(null), TestSale.of(3));
    IndexReport report = indexer.backfill();
    assertThat(report.rowsRead()).isEqualTo(3);
    assertThat(report.written()).isEqualTo(2);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("1", "3");
    ObjectNode reject = indexer.rejects().get("platform_sales|2");
    assertThat(reject.path("reason").asText()).isEqualTo("store_id is missing");
    assertThat(reject.path("source").asText()).isEqualTo("platform_sales");
    assertThat(reject.path("id").asText()).isEqualTo("2");
    assertThat(reject.path("payload").path("id").asText()).isEqualTo("2");
  }

  @Test
  void zeroDatesAreMissingDates() throws Exception {
    table.execute(
        "INSERT INTO platform_sales (id, store_id, amount_sale, is_canceled) VALUES (1, 5, 5, 0)");
    allowingZeroDates("UPDATE platform_sales SET sold_at = '0000-00-00 00:00:00'");
    table.insert(TestSale.of(2));
    allowingZeroDates("UPDATE platform_sales SET modified = '0000-00-00 00:00:00' WHERE id = 2");
    assertThat(indexer.backfill().rejected()).isEqualTo(1);
    assertThat(indexer.rejects().get("platform_sales|1").path("reason").asText())
        .isEqualTo("sold_at is missing");
    assertThat(indexer.sales()).containsOnlyKeys("2");
    assertThat(indexer.sales().get("2").has("modified")).isFalse();
  }

  @Test
  void aDateThatIsNoDateIsRejected() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2));
    allowingZeroDates("UPDATE platform_sales SET sold_at = '2023-05-00 12:00:00' WHERE id = 1");
    assertThat(indexer.backfill().rejected()).isEqualTo(1);
    assertThat(indexer.rejects().get("platform_sales|1").path("reason").asText())
        .startsWith("sold_at cannot be read: ");
    assertThat(indexer.sales()).containsOnlyKeys("2");
  }

  @Test
  void aChangeTimeThatIsNoTimeDoesNotStopASync() throws Exception {
    indexer.backfill();
    table.insert(TestSale.of(1).modified(now()), TestSale.of(2));
    allowingZeroDates("UPDATE platform_sales SET modified = '2990-05-00 12:00:00' WHERE id = 2");
    assertThat(indexer.sync().rejected()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("1");
  }

  private void allowingZeroDates(String sql) {
    table.executeAll("SET SESSION sql_mode = ''", sql);
  }

  @Test
  void aRejectHoldsTheWholeRowWithCardNumbersMasked() throws Exception {
    table.insert(
        TestSale.of(4111111111111111L)
            .amount(null)
            .card("4111111111111111")
            .with("remark", "4111-1111-1111-1111"));
    indexer.backfill();
    ObjectNode payload = (ObjectNode) indexer.rejects().values().iterator().next().path("payload");
    assertThat(payload.path("card_number").asText()).isEqualTo("411111******1111");
    assertThat(payload.path("remark").asText()).isEqualTo("4111-11**-****-1111");
    assertThat(payload.path("store_id").asText()).isEqualTo("50");
    assertThat(payload.has("amount_sale")).isFalse();
  }

  @Test
  void rowsWhoseIdsLookLikeCardNumbersAreRejectedWhereThatIsAskedFor() throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY store_id VARCHAR(64)");
    SecretScan scan = new SecretScan();
    long card = Long.parseLong(scan.plantCard(16));
    table.insert(
        TestSale.of(1),
        TestSale.of(card),
        TestSale.of(card + 20), // no card, but with the same mask
        TestSale.of(4).with("store_id", "20230501" + card),
        TestSale.of(5).with("daily_sale_id", card));
    TestSettings refusing = settings.with("card.ids", "refuse");
    TestIndexer careful = open(refusing);

    assertThat(careful.backfill().rejected()).isEqualTo(3);

    assertThat(careful.sales()).containsOnlyKeys("1", Long.toString(card + 20));
    assertThat(careful.rejects().keySet())
        .contains("platform_sales|4", "platform_sales|5")
        .anyMatch(it -> it.startsWith("platform_sales|without-id-"));
    scan.assertNoneInIndices(careful.elastic(), careful.names().prefix());
    assertThat(careful.sync().rejected()).isLessThanOrEqualTo(3);
    assertThat(careful.rejects()).hasSize(3);
    SalesCheck check =
        new SalesCheck(
            refusing.sources(),
            careful.elastic(),
            careful.names(),
            settings.pepper(),
            Clock.systemUTC());
    assertThat(check.check(Optional.empty(), Optional.empty(), true, Progress.NONE).isClean())
        .isTrue();
  }

  @Test
  void aRowMendedLaterLeavesTheRejects() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2).amount(null));
    indexer.backfill();
    assertThat(indexer.rejects()).hasSize(1);
    table.update(2, Map.of("amount_sale", 1, "modified", now()));
    assertThat(indexer.sync().rejected()).isZero();
    assertThat(indexer.rejects()).isEmpty();
    assertThat(indexer.sales()).containsOnlyKeys("1", "2");
  }

  @Test
  void aRowStillBadIsCountedAgainAndKeptOnce() throws Exception {
    table.insert(TestSale.of(1).amount(null));
    indexer.backfill();
    assertThat(indexer.backfill().rejected()).isEqualTo(1);
    assertThat(indexer.rejects()).hasSize(1);
  }

  /** Elasticsearch indexes no keyword of more than 32,766 bytes. */
  @Test
  void whatElasticsearchRefusesIsRejectedAndTheRestIndexed() throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY platform TEXT");
    table.insert(
        TestSale.of(1), TestSale.of(2).with("platform", "x".repeat(40_000)), TestSale.of(3));
    IndexReport report = indexer.backfill();
    assertThat(report.written()).isEqualTo(2);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("1", "3");
    assertThat(indexer.rejects().get("platform_sales|2").path("reason").asText())
        .contains("immense term");
  }

  @Test
  void aSaleThatElasticsearchRefusesNowLeavesNoOlderVersion() throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY platform TEXT");
    table.insert(TestSale.of(1));
    indexer.backfill();
    table.update(1, Map.of("platform", "x".repeat(40_000), "modified", now()));
    IndexReport report = indexer.sync();
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.dirtyDays()).hasSize(1);
    assertThat(indexer.sales()).isEmpty();
  }

  @Test
  void rowsWithoutIdAreRejectedNotLost() throws Exception {
    TestSettings loose = settings.with("source.table", "loose");
    TestTable other = TestTable.create(loose);
    other.execute("ALTER TABLE loose DROP PRIMARY KEY, MODIFY id BIGINT NULL");
    other.insert(TestSale.of(1), TestSale.of(null).amount(3), TestSale.of(null).amount(4));
    TestIndexer indexer = open(loose);
    assertThat(indexer.backfill().rejected()).isEqualTo(2);
    assertThat(indexer.sales()).containsOnlyKeys("1");
    assertThat(indexer.rejects()).hasSize(2);
    assertThat(indexer.rejects().values())
        .allMatch(it -> it.path("reason").asText().equals("id is missing"));
    indexer.backfill();
    assertThat(indexer.rejects()).hasSize(2);
  }

  @Test
  void anIdTooLongForElasticsearchIsRejected() throws Exception {
    TestSettings texts = settings.with("source.table", "texts");
    TestTable other = TestTable.create(texts);
    other.execute("ALTER TABLE texts MODIFY id VARCHAR(700) NOT NULL");
    other.insert(TestSale.of("a"), TestSale.of("b".repeat(513)), TestSale.of("c".repeat(512)));
    TestIndexer indexer = open(texts);
    assertThat(indexer.backfill().rejected()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("a", "c".repeat(512));
    assertThat(indexer.rejects().values().iterator().next().path("reason").asText())
        .isEqualTo("id has 513 bytes, more than the 512 that Elasticsearch takes");
  }
}
