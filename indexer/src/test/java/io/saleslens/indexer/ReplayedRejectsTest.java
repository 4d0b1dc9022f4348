package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayedRejectsTest extends WithServers {

  private RejectedRows rejects() {
    return over(settings);
  }

  private RejectedRows over(TestSettings settings) {
    return new RejectedRows(
        settings.sources(),
        indexer.elastic(),
        settings.names(),
        settings.pepper(),
        Clock.systemUTC());
  }

  /** Sale 1 is fine, 2 has no store, 3 and 4 no amount. */
  private void indexThreeBadRows() throws InterruptedException {
    table.insert(
        TestSale.of(1),
        TestSale.of(2).store(null),
        TestSale.of(3).amount(null).soldAt("2023-06-02 12:00:00"),
        TestSale.of(4).amount(null));
    indexer.backfill();
  }

  @Test
  void areListedPageByPageInTheOrderOfTheirIds() throws Exception {
    indexThreeBadRows();
    assertThat(rejects().count()).isEqualTo(3);
    List<String> ids = new ArrayList<>();
    Optional<String> last = Optional.empty();
    List<Reject> page = rejects().list(2, last);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      page.forEach(it -> ids.add(it.id()));
      last = Optional.of(ids.get(ids.size() - 1));
      page = rejects().list(2, last);
    }
    assertThat(ids).containsExactly("2", "3", "4");
  }

  @Test
  void areShownByTheSalesIdAndByTheirOwn() throws Exception {
    indexThreeBadRows();
    Reject reject = rejects().show("2").orElseThrow();
    assertThat(reject.documentId()).isEqualTo("platform_sales|2");
    assertThat(reject.reason()).isEqualTo("store_id is missing");
    assertThat(reject.payload().path("amount_sale").asText()).isEqualTo("1000");
    assertThat(reject.isReplayable()).isTrue();
    assertThat(rejects().show("platform_sales|2")).contains(reject);
    assertThat(rejects().show("1")).isEmpty();
  }

  @Test
  void aMendedRowIsWrittenAndItsDayDirtyThoughItsChangeTimeIsOld() throws Exception {
    indexThreeBadRows();
    table.update(3, Map.of("amount_sale", 5));
    ReplayReport report = rejects().replay(List.of("3"), Progress.NONE);
    assertThat(report.mended()).isEqualTo(1);
    assertThat(report.stillBad()).isZero();
    assertThat(report.dirtyDays()).containsExactly(LocalDate.parse("2023-06-02"));
    assertThat(indexer.sales()).containsOnlyKeys("1", "3");
    assertThat(indexer.rejects()).containsOnlyKeys("platform_sales|2", "platform_sales|4");
    assertThat(indexer.days().get("2023-06-02").path("dirty").asBoolean()).isTrue();
  }

  @Test
  void aRowStillBadStaysWithItsNewReason() throws Exception {
    indexThreeBadRows();
    table.execute("UPDATE platform_sales SET store_id = 5, sold_at = NULL WHERE id = 2");
    ReplayReport report = rejects().replay(List.of("platform_sales|2"), Progress.NONE);
    assertThat(report.stillBad()).isEqualTo(1);
    assertThat(report.mended()).isZero();
    assertThat(report.dirtyDays()).isEmpty();
    assertThat(rejects().show("2").orElseThrow().reason()).isEqualTo("sold_at is missing");
    assertThat(rejects().count()).isEqualTo(3);
  }

  @Test
  void theRejectOfARowThatIsGoneIsDropped() throws Exception {
    indexThreeBadRows();
    table.delete(2);
    ReplayReport report = rejects().replay(List.of("2"), Progress.NONE);
    assertThat(report.gone()).isEqualTo(1);
    assertThat(rejects().show("2")).isEmpty();
    assertThat(indexer.sales()).containsOnlyKeys("1");
  }

  @Test
  void allAreReplayedHoweverMany() throws Exception {
    int many = StoredRejects.MOST_IDS + 1;
    table.insert(
        IntStream.rangeClosed(1, many).mapToObj(id -> TestSale.of(id).amount(null)).toList());
    indexer.backfill();
    table.execute("UPDATE platform_sales SET amount_sale = 1 WHERE id <> 7");
    table.delete(8);
    ReplayReport report = rejects().replayAll(Progress.NONE);
    assertThat(report.mended()).isEqualTo(many - 2);
    assertThat(report.stillBad()).isEqualTo(1);
    assertThat(report.gone()).isEqualTo(1);
    assertThat(report.unknown()).isEmpty();
    assertThat(indexer.rejects()).containsOnlyKeys("platform_sales|7");
    assertThat(indexer.sales()).hasSize(many - 2);
  }

  /** Elasticsearch remembers for a while at which version it deleted a document. */
  @Test
  void aRowThatIsGoodAgainWithAnOlderChangeTimeIsWritten() throws Exception {
    indexThreeBadRows();
    table.execute("UPDATE platform_sales SET amount_sale = NULL WHERE id = 1");
    indexer.backfill();
    assertThat(indexer.sales()).isEmpty();
    table.update(1, Map.of("amount_sale", 8, "modified", "2022-01-01 00:00:00"));
    assertThat(rejects().replay(List.of("1"), Progress.NONE).mended()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("1");
  }

  @Test
  void rowsWithoutIdCannotBeReplayedButDropped() throws Exception {
    settings = settings.with("source.table", "loose");
    table = TestTable.create(settings);
    table.execute("ALTER TABLE loose DROP PRIMARY KEY, MODIFY id BIGINT NULL");
    table.insert(TestSale.of(null).amount(3), TestSale.of(2).amount(null));
    indexer = open(settings);
    indexer.backfill();
    Reject nameless = rejects().list(10, Optional.empty()).get(1);
    assertThat(nameless.isReplayable()).isFalse();
    ReplayReport report = rejects().replayAll(Progress.NONE);
    assertThat(report.withoutId()).isEqualTo(1);
    assertThat(report.stillBad()).isEqualTo(1);
    assertThat(rejects().count()).isEqualTo(2);
    assertThat(rejects().drop(List.of(nameless.id())).dropped()).isEqualTo(1);
    assertThat(indexer.rejects()).containsOnlyKeys("loose|2");
  }

  @Test
  void droppedOnesAreForgottenUntilTheRowIsReadAgain() throws Exception {
    indexThreeBadRows();
    DropReport report = rejects().drop(List.of("2", "platform_sales|3"));
    assertThat(report.dropped()).isEqualTo(2);
    assertThat(indexer.rejects()).containsOnlyKeys("platform_sales|4");
    assertThat(rejects().dropAll().dropped()).isEqualTo(1);
    assertThat(rejects().count()).isZero();
    indexer.backfill();
    assertThat(rejects().count()).isEqualTo(3);
  }

  @Test
  void idsWithoutARejectAreNamed() throws Exception {
    indexThreeBadRows();
    assertThat(rejects().replay(List.of("1", "2", "x"), Progress.NONE).unknown())
        .containsExactly("1", "x");
    assertThat(rejects().drop(List.of("99")).unknown()).containsExactly("99");
    assertThat(rejects().replay(List.of(), Progress.NONE).unknown()).isEmpty();
  }

  @Test
  void otherSettingsThanTheIndicesWereBuiltWithAreRefused() throws Exception {
    indexThreeBadRows();
    RejectedRows other = over(settings.with("zone", "UTC"));
    assertThatThrownBy(() -> other.replayAll(Progress.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.zone");
  }
}
