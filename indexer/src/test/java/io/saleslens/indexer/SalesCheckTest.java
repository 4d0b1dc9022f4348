package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.SalesCheckReport.Day;
import io.saleslens.indexer.SalesCheckReport.Kind;
import io.saleslens.indexer.SalesCheckReport.Side;
import io.saleslens.indexer.SalesCheckReport.Sum;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.ExpectedSales;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import java.math.BigInteger;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was done to the table or the index behind our back is found, and mended. */
class SalesCheckTest extends WithServers {
  private static final Map<String, Object> NOTHING = Map.of();

  private SalesCheckReport check() throws InterruptedException {
    return check(false);
  }

  private SalesCheckReport check(boolean deep) throws InterruptedException {
    return over(settings).check(Optional.empty(), Optional.empty(), deep, Progress.NONE);
  }

  private SalesRepairReport repair(boolean deep) throws InterruptedException {
    return over(settings).repair(Optional.empty(), Optional.empty(), deep, Progress.NONE);
  }

  private SalesCheck over(TestSettings settings) {
    return new SalesCheck(
        settings.sources(),
        indexer.elastic(),
        settings.names(),
        settings.pepper(),
        Clock.systemUTC());
  }

  /** Two sales of May 1st, two of May 2nd, one of June 1st. */
  private void indexFive() throws InterruptedException {
    table.insert(
        TestSale.of(1),
        TestSale.of(2).store(51).amount(500).card("9410-61**-****-0001"),
        TestSale.of(3).soldAt("2023-05-02 10:00:00"),
        TestSale.of(4).soldAt("2023-05-02 11:00:00").canceled(),
        TestSale.of(5).soldAt("2023-06-01 10:00:00"));
    indexer.backfill();
    assertThat(check(true).isClean()).isTrue();
  }

  private static Map<String, Map<Kind, Long>> differences(SalesCheckReport report) {
    Map<String, Map<Kind, Long>> days = new LinkedHashMap<>();
    for (Day day : report.days()) {
      Map<Kind, Long> kinds = new LinkedHashMap<>();
      kinds.put(Kind.MISSING, day.missing());
      kinds.put(Kind.DIFFERENT, day.different());
      kinds.put(Kind.SURPLUS, day.surplus());
      kinds.put(Kind.PENDING, day.pending());
      kinds.values().removeIf(number -> number == 0);
      days.put(day.date().toString(), kinds);
    }
    return days;
  }

  /** Found by the check, mended by the repair, which touches nothing else; then all agree. */
  private void foundAndMended(Map<String, ?> expected) throws InterruptedException {
    assertThat(differences(check())).isEqualTo(expected);
    Map<String, String> before = seqNos();
    SalesRepairReport repaired = repair(false);
    assertThat(differences(repaired.found())).isEqualTo(expected);
    assertThat(repaired.dirtyDays()).extracting(Object::toString).containsAll(expected.keySet());
    assertThat(repaired.leftAlone()).isZero();
    assertEqualToTable();
    assertThat(check(true).days()).isEmpty();
    Map<String, String> after = seqNos();
    long untouched =
        before.entrySet().stream().filter(it -> after.containsValue(it.getValue())).count();
    assertThat(after.size() - untouched).as("documents written").isEqualTo(repaired.written());
    syncStillWorks();
  }

  private void assertEqualToTable() {
    Map<String, String> expected =
        ExpectedSales.of(table, settings.source().sourceZone(), settings.source().businessZone());
    assertThat(ExpectedSales.found(indexer.sales())).isEqualTo(expected);
  }

  /** Rows seen as unchanged stay so, and a later change comes in. */
  private void syncStillWorks() throws InterruptedException {
    Map<String, String> before = seqNos();
    assertThat(indexer.backfill().written()).isZero();
    assertThat(seqNos()).isEqualTo(before);
    for (Map<String, String> row : table.rows()) {
      table.update(row.get("id"), Map.of("amount_sale", 77, "modified", now()));
    }
    assertThat(indexer.sync().written()).isEqualTo(table.rows().size());
    assertEqualToTable();
    assertThat(check(true).isClean()).isTrue();
  }

  /** By index and id of each document: which write it stems from. */
  private Map<String, String> seqNos() {
    indexer.indices().refresh(indexer.names().sales());
    return indexer
        .elastic()
        .ask(
            "search",
            client ->
                client.search(
                    s ->
                        s.index(indexer.names().sales())
                            .ignoreUnavailable(true)
                            .size(1000)
                            .seqNoPrimaryTerm(true),
                    Void.class))
        .hits()
        .hits()
        .stream()
        .collect(
            Collectors.toMap(
                hit -> hit.index() + "/" + hit.id(),
                hit -> hit.index() + "/" + hit.id() + "/" + hit.seqNo()));
  }

  private void write(Consumer<BulkBody> writing) {
    try (BulkWriter writer = new BulkWriter(indexer.elastic())) {
      BulkBody body = new BulkBody();
      writing.accept(body);
      writer.writeAll(body);
    }
  }

  private byte[] documentOf(String id, Map<String, ?> changes) {
    var document = indexer.sales().get(id).deepCopy();
    changes.forEach((field, value) -> document.set(field, Json.mapper().valueToTree(value)));
    return Json.bytes(document);
  }

  private String month(String day) {
    return indexer.names().salesOf(LocalDate.parse(day));
  }

  @Test
  void anEmptyTableAndNoIndexAgree() throws Exception {
    assertThat(check().isClean()).isTrue();
    indexer.backfill();
    SalesCheckReport report = check(true);
    assertThat(report.isClean()).isTrue();
    assertThat(report.daysChecked()).isZero();
    assertThat(report.table()).isEqualTo("All 0 days agree: 0 sales in MySQL, 0 in the index.");
  }

  @Test
  void whatIsIndexedAgreesAndARepairWritesNothing() throws Exception {
    indexFive();
    Map<String, String> before = seqNos();
    Map<String, ?> days = indexer.days();
    SalesRepairReport report = repair(true);
    assertThat(report.found().isClean()).isTrue();
    assertThat(report.found().daysChecked()).isEqualTo(3);
    assertThat(report.found().rowsRead()).isEqualTo(5);
    assertThat(report.found().documents()).isEqualTo(5);
    assertThat(report.written() + report.removed()).isZero();
    assertThat(report.dirtyDays()).isEmpty();
    assertThat(seqNos()).isEqualTo(before);
    assertThat(indexer.days()).isEqualTo(days);
  }

  @Test
  void aDeletedRowIsASurplusDocument() throws Exception {
    indexFive();
    table.delete(1);
    foundAndMended(Map.of("2023-05-01", Map.of(Kind.SURPLUS, 1L)));
  }

  @Test
  void aDayWhoseRowsAreAllGoneIsFoundToo() throws Exception {
    indexFive();
    table.delete(5);
    foundAndMended(Map.of("2023-06-01", Map.of(Kind.SURPLUS, 1L)));
  }

  @Test
  void aRowThatCameBehindTheWatermarkIsMissing() throws Exception {
    indexFive();
    table.insert(TestSale.of(6));
    foundAndMended(Map.of("2023-05-01", Map.of(Kind.MISSING, 1L)));
  }

  @Test
  void aChangeThatModifiedDoesNotShowIsFound() throws Exception {
    List<String> changes =
        List.of(
            "store_id = 99",
            "amount_sale = 999",
            "amount_sale = -1000",
            "card_number = 'other'",
            "card_number = NULL",
            "is_canceled = 1",
            "is_canceled = NULL",
            "amount_sale = 7, modified = '2022-01-01 00:00:00'");
    for (int day = 11; day < 11 + changes.size(); day++) {
      table.insert(TestSale.of(day).soldAt("2023-05-" + day + " 12:00:00"));
    }
    indexFive();
    Map<String, Object> expected = new LinkedHashMap<>();
    for (int day = 11; day < 11 + changes.size(); day++) {
      table.execute("UPDATE platform_sales SET " + changes.get(day - 11) + " WHERE id = " + day);
      expected.put("2023-05-" + day, Map.of(Kind.DIFFERENT, 1L));
    }
    foundAndMended(expected);
  }

  @Test
  void aFieldThatNoNumberIsMadeFromIsFoundByADeepCheckOnly() throws Exception {
    indexFive();
    table.update(1, Map.of("remark", "changed"));
    assertThat(check().isClean()).isTrue();
    assertThat(differences(check(true)))
        .isEqualTo(Map.of("2023-05-01", Map.of(Kind.DIFFERENT, 1L)));
    assertThat(repair(true).written()).isEqualTo(1);
    assertEqualToTable();
  }

  @Test
  void twoSalesThatSwappedAmountsAreFoundAlsoIfAlikeOtherwise() throws Exception {
    table.insert(TestSale.of(8).amount(1), TestSale.of(9).amount(2));
    indexFive();
    table.update(8, Map.of("amount_sale", 2));
    table.update(9, Map.of("amount_sale", 1));
    foundAndMended(Map.of("2023-05-01", Map.of(Kind.DIFFERENT, 2L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-05-01 12:00:00.000002", "2022-01-01 00:00:00"})
  void aSaleThatMovedToAnotherDayIsMissingThereAndSurplusHere(String modified) throws Exception {
    indexFive();
    table.update(1, Map.of("sold_at", "2023-05-02 09:00:00", "modified", modified));
    foundAndMended(
        Map.of("2023-05-01", Map.of(Kind.SURPLUS, 1L), "2023-05-02", Map.of(Kind.MISSING, 1L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-05-01 12:00:00.000002", "2022-01-01 00:00:00"})
  void aSaleThatMovedToAnotherMonthIsMissingThereAndSurplusHere(String modified) throws Exception {
    indexFive();
    table.update(1, Map.of("sold_at", "2023-07-02 09:00:00", "modified", modified));
    foundAndMended(
        Map.of("2023-05-01", Map.of(Kind.SURPLUS, 1L), "2023-07-02", Map.of(Kind.MISSING, 1L)));
  }

  /** Elasticsearch remembers for a while at which version it deleted a document. */
  @Test
  void aSaleComesBackToAMonthThatItLeftWithALaterVersion() throws Exception {
    indexFive();
    table.update(1, Map.of("sold_at", "2023-07-02 09:00:00"));
    repair(false);
    table.update(1, Map.of("sold_at", "2023-05-01 09:00:00", "modified", "2021-01-01 00:00:00"));
    foundAndMended(
        Map.of("2023-05-01", Map.of(Kind.MISSING, 1L), "2023-07-02", Map.of(Kind.SURPLUS, 1L)));
  }

  @Test
  void aRowThatIsNoSaleAnyMoreLosesItsDocument() throws Exception {
    indexFive();
    table.execute("UPDATE platform_sales SET amount_sale = NULL WHERE id = 1");
    assertThat(differences(check())).isEqualTo(Map.of("2023-05-01", Map.of(Kind.SURPLUS, 1L)));
    SalesRepairReport repaired = repair(false);
    assertThat(repaired.removed()).isEqualTo(1);
    assertThat(repaired.rejected()).isEqualTo(1);
    assertThat(indexer.sales()).containsOnlyKeys("2", "3", "4", "5");
    assertThat(indexer.rejects()).containsOnlyKeys("platform_sales|1");
    assertThat(check(true).isClean()).isTrue();
  }

  @Test
  void aRejectedRowIsNoDifference() throws Exception {
    table.insert(TestSale.of(9).store(null));
    indexFive();
    SalesCheckReport report = check(true);
    assertThat(report.days()).isEmpty();
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.table())
        .isEqualTo(
            "All 3 days agree: 5 sales in MySQL, 5 in the index. 1 rows are no sales and stay out.");
  }

  @Test
  void aDocumentWithAnIdThatNoRowCanHaveIsSurplus() throws Exception {
    indexFive();
    write(body -> body.index(month("2023-05-01"), "x1", documentOf("1", Map.of("id", "x1"))));
    foundAndMended(Map.of("2023-05-01", Map.of(Kind.SURPLUS, 1L)));
  }

  @Test
  void aDocumentOfADayWithoutRowsIsSurplus() throws Exception {
    indexFive();
    write(
        body ->
            body.index(
                month("2023-05-09"),
                "77",
                documentOf("1", Map.of("id", "77", "business_date", "2023-05-09"))));
    foundAndMended(Map.of("2023-05-09", Map.of(Kind.SURPLUS, 1L)));
  }

  /** As a crash between the two writes of a move leaves it. */
  @Test
  void aSaleThatStandsInTwoMonthsIsSurplusWhereItsRowIsNot() throws Exception {
    indexFive();
    write(
        body ->
            body.index(
                month("2023-06-01"), "1", documentOf("1", Map.of("business_date", "2023-06-20"))));
    foundAndMended(Map.of("2023-06-20", Map.of(Kind.SURPLUS, 1L)));
  }

  /** No search by month would see it, so no number is made from it; but it is not ours. */
  @Test
  void aDocumentInTheIndexOfAnotherMonthThanItSaysIsSurplus() throws Exception {
    indexFive();
    write(body -> body.index(month("2023-06-01"), "1", documentOf("1", NOTHING)));
    foundAndMended(Map.of("2023-05-01", Map.of(Kind.SURPLUS, 1L)));
  }

  @Test
  void anIndexThatWasLostIsBuiltAnew() throws Exception {
    indexFive();
    indexer
        .elastic()
        .send(new Request("DELETE", "/" + month("2023-05-01") + "-v1"), null, body -> null);
    foundAndMended(
        Map.of("2023-05-01", Map.of(Kind.MISSING, 2L), "2023-05-02", Map.of(Kind.MISSING, 2L)));
  }

  @Test
  void documentsThatWereLostAreBroughtBack() throws Exception {
    indexFive();
    write(body -> body.delete(month("2023-05-01"), "1"));
    foundAndMended(Map.of("2023-05-01", Map.of(Kind.MISSING, 1L)));
  }

  @Test
  void whatChangedSinceTheLastSyncIsPendingAndLeftToIt() throws Exception {
    indexFive();
    table.insert(TestSale.of(6).modified(now()));
    table.update(1, Map.of("amount_sale", 3, "modified", now()));
    table.update(2, Map.of("sold_at", "2023-07-01 10:00:00", "modified", now()));
    table.execute("UPDATE platform_sales SET amount_sale = NULL, modified = ? WHERE id = 3", now());
    Map<String, ?> pending =
        Map.of(
            "2023-05-01", Map.of(Kind.PENDING, 3L),
            "2023-05-02", Map.of(Kind.PENDING, 1L),
            "2023-07-01", Map.of(Kind.PENDING, 1L));
    Map<String, String> before = seqNos();
    SalesRepairReport report = repair(false);
    assertThat(differences(report.found())).isEqualTo(pending);
    assertThat(report.found().isClean()).isTrue();
    assertThat(report.dirtyDays()).isEmpty();
    assertThat(seqNos()).isEqualTo(before);
    indexer.sync();
    assertThat(check(true).days()).isEmpty();
  }

  @Test
  void aPendingRowIsLeftAloneAlsoOnADayThatIsMended() throws Exception {
    indexFive();
    table.insert(TestSale.of(6).modified(now()));
    table.delete(1);
    SalesRepairReport report = repair(false);
    assertThat(differences(report.found()))
        .isEqualTo(Map.of("2023-05-01", Map.of(Kind.SURPLUS, 1L, Kind.PENDING, 1L)));
    assertThat(indexer.sales()).containsOnlyKeys("2", "3", "4", "5");
  }

  /** Its document has a later version, so the next sync would leave it alone. */
  @Test
  void aRowFromTheFutureThatCameBackIsNotPending() throws Exception {
    table.insert(TestSale.of(9).modified("2099-01-01 00:00:00"));
    indexFive();
    table.update(9, Map.of("amount_sale", 3, "modified", now()));
    assertThat(differences(check())).isEqualTo(Map.of("2023-05-01", Map.of(Kind.DIFFERENT, 1L)));
    assertThat(repair(false).written()).isEqualTo(1);
    assertEqualToTable();
  }

  @Test
  void beforeTheFirstBackfillEverythingIsPending() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2));
    SalesCheckReport report = check();
    assertThat(differences(report)).isEqualTo(Map.of("2023-05-01", Map.of(Kind.PENDING, 2L)));
    assertThat(report.readThrough()).isEmpty();
  }

  @Test
  void onlyTheDaysNamedAreComparedAndMended() throws Exception {
    indexFive();
    table.delete(1);
    table.delete(3);
    table.delete(5);
    Optional<LocalDate> day = Optional.of(LocalDate.parse("2023-05-02"));
    SalesRepairReport report = over(settings).repair(day, day, false, Progress.NONE);
    assertThat(differences(report.found()))
        .isEqualTo(Map.of("2023-05-02", Map.of(Kind.SURPLUS, 1L)));
    assertThat(report.found().daysChecked()).isEqualTo(1);
    assertThat(report.found().documents()).isEqualTo(2);
    assertThat(indexer.sales()).containsOnlyKeys("1", "2", "4", "5");
  }

  @Test
  void amountsThatADoubleCannotTellApartAre() throws Exception {
    takeAnyAmount();
    long odd = (1L << 53) + 1;
    table.insert(
        TestSale.of(8).amount(odd), TestSale.of(9).amount(Long.MAX_VALUE), TestSale.of(10));
    indexFive();
    table.update(8, Map.of("amount_sale", odd - 1));
    Day day = check().days().get(0);
    BigInteger rest = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.valueOf(2500));
    assertThat(day.source().counted()).isEqualTo(new Sum(5, rest.add(BigInteger.valueOf(odd - 1))));
    assertThat(day.index().counted()).isEqualTo(new Sum(5, rest.add(BigInteger.valueOf(odd))));
  }

  @Test
  void aDayShowsNumbersAndSumsByStateOnBothSides() throws Exception {
    table.insert(TestSale.of(6).with("is_canceled", null), TestSale.of(7).amount(0));
    indexFive();
    table.update(2, Map.of("is_canceled", true));
    Day day = check().days().get(0);
    assertThat(day.source()).isEqualTo(new Side(sum(1, 1000), sum(1, 500), sum(2, 1000)));
    assertThat(day.index()).isEqualTo(new Side(sum(2, 1500), sum(0, 0), sum(2, 1000)));
  }

  private static Sum sum(long number, long amount) {
    return new Sum(number, BigInteger.valueOf(amount));
  }

  @Test
  void theTableShowsWhatDiffers() throws Exception {
    indexFive();
    table.delete(1);
    table.update(4, Map.of("amount_sale", 123456));
    assertThat(check().table())
        .isEqualTo(
            """
            Day         State     MySQL   amount  Index  amount  Missing  Different  Surplus  Pending  Such as
            2023-05-01  counted       1      500      2   1,500        0          0        1        0  surplus 1
            2023-05-02  counted       1    1,000      1   1,000        0          1        0        0  different 4
                        canceled      1  123,456      1   1,000

            2 of 3 days differ: 4 sales in MySQL, 5 in the index.""");
  }

  @Test
  void theReportIsPlainJson() throws Exception {
    indexFive();
    table.delete(1);
    String json = Json.text(check());
    assertThat(json)
        .contains(
            "\"clean\":false",
            "\"days_checked\":3",
            "\"date\":\"2023-05-01\"",
            "\"surplus\":1",
            "{\"kind\":\"SURPLUS\",\"id\":\"1\"}",
            "\"counted\":{\"number\":1,\"amount\":500}");
  }

  @Test
  void examplesAreFewOfEachKind() throws Exception {
    indexFive();
    for (int id = 100; id < 150; id++) {
      table.insert(TestSale.of(id));
    }
    table.delete(1);
    Day day = check().days().get(0);
    assertThat(day.missing()).isEqualTo(50);
    assertThat(day.examples())
        .extracting(it -> it.kind() + " " + it.id())
        .containsExactly(
            "MISSING 100", "MISSING 101", "MISSING 102", "MISSING 103", "MISSING 104", "SURPLUS 1");
  }

  @Test
  void otherSettingsThanTheIndicesWereBuiltWithAreRefused() throws Exception {
    indexFive();
    SalesCheck other = over(settings.with("zone", "UTC"));
    assertThatThrownBy(() -> other.check(Optional.empty(), Optional.empty(), false, Progress.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.zone");
  }

  @Test
  void anInterruptStopsIt() throws Exception {
    indexFive();
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::check).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(check().isClean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void pagesOfAnySizeFindTheSame(int pageSize) throws Exception {
    settings = settings.with("sync.page-size", Integer.toString(pageSize));
    indexFive();
    table.delete(1);
    table.insert(TestSale.of(6));
    table.update(3, Map.of("store_id", 1));
    foundAndMended(
        Map.of(
            "2023-05-01",
            Map.of(Kind.MISSING, 1L, Kind.SURPLUS, 1L),
            "2023-05-02",
            Map.of(Kind.DIFFERENT, 1L)));
  }

  @Test
  void idsMayBeTextAndAreLookedUpAsTheyStand() throws Exception {
    settings = settings.with("source.table", "texts");
    table = TestTable.create(settings);
    table.execute("ALTER TABLE texts MODIFY id VARCHAR(100) NOT NULL");
    indexer = open(settings.with("index.prefix", settings.names().prefix() + "texts_"));
    settings = settings.with("index.prefix", settings.names().prefix() + "texts_");
    table.insert(TestSale.of("a'1"), TestSale.of("b\"2"), TestSale.of("한"));
    indexer.backfill();
    write(body -> body.index(month("2023-05-01"), "A'1", documentOf("a'1", Map.of("id", "A'1"))));
    table.delete("한");
    assertThat(differences(check())).isEqualTo(Map.of("2023-05-01", Map.of(Kind.SURPLUS, 2L)));
    assertThat(repair(false).removed()).isEqualTo(2);
    assertThat(indexer.sales()).containsOnlyKeys("a'1", "b\"2");
  }
}
