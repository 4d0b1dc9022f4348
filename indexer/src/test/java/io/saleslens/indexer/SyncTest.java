package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncTest extends WithServers {

  @Test
  void backfillBringsEveryRow() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2).soldAt("2023-06-02 00:00:00"));
    IndexReport report = indexer.backfill();
    assertThat(report.rowsRead()).isEqualTo(2);
    assertThat(report.written()).isEqualTo(2);
    assertThat(report.dirtyDays()).containsExactly(day("2023-05-01"), day("2023-06-02"));
    assertThat(indexer.sales()).containsOnlyKeys("1", "2");
    assertThat(indexer.days()).containsOnlyKeys("2023-05-01", "2023-06-02");
    assertThat(indexer.days().values()).allMatch(it -> it.path("dirty").asBoolean());
  }

  @Test
  void firstSyncReadsEverything() throws Exception {
    table.insert(TestSale.of(1).modified("1999-01-01 00:00:00"), TestSale.of(2));
    assertThat(indexer.sync().written()).isEqualTo(2);
    assertThat(indexer.sales()).containsOnlyKeys("1", "2");
  }

  @Test
  void syncBringsNewAndChangedRowsAndNothingElse() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2));
    indexer.backfill();
    table.insert(TestSale.of(3).modified(now()));
    table.update(2, Map.of("amount_sale", 7, "modified", now()));
    IndexReport report = indexer.sync();
    assertThat(report.written()).isEqualTo(2);
    assertThat(indexer.sales()).containsOnlyKeys("1", "2", "3");
    assertThat(indexer.sales().get("2").path("amount_sale").asLong()).isEqualTo(7);
  }

  @Test
  void changeTimesMayBeTimestamps() throws Exception {
    table.execute(
        "ALTER TABLE platform_sales MODIFY modified TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)");
    indexer.backfill();
    table.execute(
        "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at) VALUES (1, 50, 5, '2023-05-01 12:00:00')");
    assertThat(indexer.sync().written()).isEqualTo(1);
    table.execute("UPDATE platform_sales SET amount_sale = 6");
    assertThat(indexer.sync().written()).isEqualTo(1);
    String modified = indexer.sales().get("1").path("modified").asText();
    assertThat(Instant.parse(modified))
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
  }

  @Test
  void anEmptyTableIsFine() throws Exception {
    IndexReport report = indexer.sync();
    assertThat(report.rowsRead()).isZero();
    assertThat(report.dirtyDays()).isEmpty();
    assertThat(indexer.sync().rowsRead()).isZero();
    assertThat(indexer.sales()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 100})
  void rowsThatChangedAtTheSameTimeAreNotLostBetweenPages(int pageSize) throws Exception {
    TestIndexer paged = open(settings.with("sync.page-size", Integer.toString(pageSize)));
    paged.backfill();
    Object now = now();
    table.insert(
        IntStream.rangeClosed(1, 6).mapToObj(id -> TestSale.of(id).modified(now)).toList());
    IndexReport report = paged.sync();
    assertThat(report.rowsRead()).isEqualTo(6);
    assertThat(paged.sales()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void backfillReadsEveryPageOnce(int pageSize) throws Exception {
    TestIndexer paged = open(settings.with("sync.page-size", Integer.toString(pageSize)));
    table.insert(IntStream.rangeClosed(1, 6).mapToObj(TestSale::of).toList());
    IndexReport report = paged.backfill();
    assertThat(report.rowsRead()).isEqualTo(6);
    assertThat(paged.sales()).hasSize(6);
  }

  @Test
  void aRowWithoutModifiedGoesByCreated() throws Exception {
    indexer.backfill();
    table.insert(TestSale.of(1).modified(null).with("created", now()));
    indexer.sync();
    assertThat(indexer.sales()).containsOnlyKeys("1");
  }

  @Test
  void aRowWithoutModifiedAndCreatedGoesByWhenItWasSold() throws Exception {
    indexer.backfill();
    Object now = now();
    table.insert(TestSale.of(1).modified(null).with("created", null).with("sold_at", now));
    indexer.sync();
    assertThat(indexer.sales()).containsOnlyKeys("1");
  }

  @Test
  void lanesWithoutTheirColumnAreLeftOut() throws Exception {
    TestIndexer without = open(settings.with("source.columns.modified", "none"));
    without.backfill();
    table.insert(TestSale.of(1).modified(null).with("created", now()));
    without.sync();
    assertThat(without.sales()).containsOnlyKeys("1");
    assertThat(without.sales().get("1").has("modified")).isFalse();
  }

  @Test
  void aRowCommittedLateWithinTheOverlapIsFound() throws Exception {
    table.insert(TestSale.of(1).modified(now()));
    indexer.sync();
    table.insert(TestSale.of(2).modified(now().minusMinutes(9)));
    assertThat(indexer.sync().written()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("1", "2");
  }

  @Test
  void whatIsReadAgainUnchangedIsLeftAloneAndDirtiesNothing() throws Exception {
    table.insert(TestSale.of(1).modified(now()));
    indexer.sync();
    Map<String, ?> before = indexer.sales();
    Map<String, ?> daysBefore = indexer.days();
    IndexReport report = indexer.sync();
    assertThat(report.rowsRead()).isEqualTo(1);
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(report.written()).isZero();
    assertThat(report.dirtyDays()).isEmpty();
    assertThat(indexer.sales()).isEqualTo(before);
    assertThat(indexer.days()).isEqualTo(daysBefore);
  }

  @Test
  void aSecondBackfillChangesNothing() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2).modified(null), TestSale.of(3).card(null));
    indexer.backfill();
    Map<String, ?> before = indexer.sales();
    IndexReport report = indexer.backfill();
    assertThat(report.unchanged()).isEqualTo(3);
    assertThat(report.dirtyDays()).isEmpty();
    assertThat(indexer.sales()).isEqualTo(before);
  }

  @Test
  void changesOfOneSecondAreAllSeenByAnySplitIntoSyncs() throws Exception {
    indexer.sync();
    for (int amount = 1; amount <= 5; amount++) {
      table.replace(TestSale.of(1).modified(now()).amount(amount));
      indexer.sync();
      assertThat(indexer.sales().get("1").path("amount_sale").asInt()).isEqualTo(amount);
    }
  }

  @Test
  void theWatermarkIsTheServersClock() throws Exception {
    Clock wrong = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
    TestIndexer elsewhere = open(settings, wrong);
    Instant before = table.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC);
    Instant readThrough = elsewhere.sync().readThrough();
    Instant after = table.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC);
    assertThat(readThrough).isBetween(before, after);
    assertThat(elsewhere.indexer().readThrough()).contains(readThrough);
  }

  @Test
  void aRowChangedInTheFutureIsReadByEverySyncAndDirtiesOnce() throws Exception {
    indexer.sync();
    table.insert(TestSale.of(1).modified(now().plusYears(1)));
    assertThat(indexer.sync().dirtyDays()).hasSize(1);
    IndexReport second = indexer.sync();
    assertThat(second.unchanged()).isEqualTo(1);
    assertThat(second.dirtyDays()).isEmpty();
    assertThat(second.readThrough()).isBefore(Instant.now().plus(Duration.ofDays(1)));
  }

  @Test
  void namedDaysAreReadAloneAndDoNotMoveTheWatermark() throws Exception {
    table.insert(
        TestSale.of(1).soldAt("2023-05-01 23:59:59"),
        TestSale.of(2).soldAt("2023-05-03 00:00:00"),
        TestSale.of(3).soldAt("2023-05-05 23:59:59"),
        TestSale.of(4).soldAt("2023-05-07 12:00:00"));
    IndexReport report = indexer.backfill("2023-05-03", "2023-05-05");
    assertThat(report.written()).isEqualTo(3 - 1);
    assertThat(indexer.indexer().readThrough()).isEmpty();
    assertThat(indexer.sync().written()).isEqualTo(2);
    assertThat(indexer.sales()).hasSize(4);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
