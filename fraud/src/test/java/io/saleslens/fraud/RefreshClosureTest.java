package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saleslens.aov.WeeklyAov;
import io.saleslens.fraud.testing.Oracle;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a change makes the refresh compute: what depends on it, all of that and no more. */
@ExtendWith(SandboxExtension.class)
class RefreshClosureTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private TestTable table;
  private TestPipeline pipeline;

  @BeforeEach
  void open(TestServers servers) {
    TestSettings settings = TestSettings.of(servers);
    table = TestTable.create(settings);
    pipeline = new TestPipeline(settings);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private static TestSale sale(long id, String day) {
    return TestSale.of(id).soldAt(day + " 12:00:00").modified(LocalDateTime.now(SEOUL).toString());
  }

  private void bring() throws InterruptedException {
    pipeline.sync();
    pipeline.refresh();
  }

  private List<LocalDate> asOfDays() {
    return pipeline.weekly().values().stream().map(WeeklyAov::asOf).sorted().toList();
  }

  private static List<LocalDate> days(String first, String last) {
    return LocalDate.parse(first).datesUntil(LocalDate.parse(last).plusDays(1)).toList();
  }

  private void assertEqualsOracle() {
    pipeline.assertEqualTo(new Oracle(table.rows(), SEOUL, SEOUL));
  }

  @Test
  void aChangedDayInTheMiddleComputesItselfAndTheSevenDaysAfter() throws Exception {
    List<TestSale> sales = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      sales.add(sale(n, LocalDate.parse("2023-05-01").plusDays(n).toString()));
    }
    table.insert(sales);
    bring();
    table.replace(sale(9, "2023-05-10").amount(7_000));
    assertThat(pipeline.sync().dirtyDays()).containsExactly(LocalDate.parse("2023-05-10"));
    RefreshReport report = pipeline.refresh();
    assertThat(report.dailyDays()).isEqualTo(1);
    assertThat(report.weeklyDays()).isEqualTo(7);
    assertThat(report.fraudDays()).isEqualTo(8);
    assertThat(report.daily().written()).isEqualTo(1);
    assertThat(report.weekly().written()).isEqualTo(7);
    assertEqualsOracle();
  }

  @Test
  void weeklyAovEndsTheDayAfterTheLastCountedSale() throws Exception {
    table.insert(sale(1, "2023-05-01"));
    bring();
    assertThat(asOfDays()).isEqualTo(days("2023-05-02", "2023-05-02"));
  }

  @Test
  void aSaleAfterAGapBringsTheWeeklyAovOfTheDaysBetweenIntoBeing() throws Exception {
    table.insert(sale(1, "2023-05-01"));
    bring();
    table.insert(sale(2, "2023-05-05"));
    bring();
    assertThat(asOfDays()).isEqualTo(days("2023-05-02", "2023-05-06"));
    assertEqualsOracle();
  }

  @Test
  void aSaleAfterALongGapBringsJustTheSevenDaysOfTheOldWindow() throws Exception {
    table.insert(sale(1, "2023-05-01"));
    bring();
    table.insert(sale(2, "2023-07-05"));
    bring();
    assertThat(asOfDays()).startsWith(LocalDate.parse("2023-05-02")).hasSize(8);
    assertEqualsOracle();
  }

  @Test
  void whenTheLastSaleIsCanceledTheWeeklyAovEndsEarlierAgain() throws Exception {
    table.insert(sale(1, "2023-05-01"), sale(2, "2023-05-05"), sale(3, "2023-06-20"));
    bring();
    table.replace(sale(2, "2023-05-05").canceled(), sale(3, "2023-06-20").canceled());
    bring();
    assertThat(asOfDays()).isEqualTo(days("2023-05-02", "2023-05-02"));
    assertEqualsOracle();
  }

  @Test
  void ofSomeDaysTakesTheOtherDirtyOnesInWhenTheLastDayHasMoved() throws Exception {
    table.insert(sale(1, "2023-05-01"), sale(2, "2023-07-10"));
    bring();
    table.replace(sale(2, "2023-07-10").canceled());
    pipeline.sync();
    RefreshReport report = pipeline.refresh(DAY, DAY);
    assertThat(report.dailyDays())
        .as("the day, the last day, and the day it ends on now")
        .isEqualTo(3);
    assertEqualsOracle();
    table.insert(sale(3, "2023-08-01"));
    bring();
    assertEqualsOracle();
  }

  @Test
  void ofSomeDaysLeavesTheOtherDirtyOnesDirty() throws Exception {
    table.insert(sale(1, "2023-05-01"), sale(2, "2023-05-20"));
    bring();
    table.replace(sale(1, "2023-05-01").amount(7), sale(2, "2023-05-20").amount(7));
    pipeline.sync();
    assertThat(pipeline.refresh(DAY, DAY).dailyDays()).isEqualTo(1);
    assertThat(pipeline.refresh().dailyDays()).isEqualTo(1);
    assertEqualsOracle();
  }

  @Test
  void repeatsOnADayWithoutABaselineBecomeSuspectOnceALaterSaleGivesThemOne() throws Exception {
    table.insert(sale(1, "2023-05-01"));
    table.insert(
        sale(2, "2023-05-04").amount(9_000).canceled(),
        sale(3, "2023-05-04").amount(9_000).canceled(),
        sale(4, "2023-05-04").amount(9_000).canceled());
    bring();
    assertThat(pipeline.suspects()).isEmpty();
    table.insert(sale(5, "2023-05-06"));
    bring();
    assertThat(pipeline.suspects()).containsOnlyKeys("2", "3", "4");
    assertEqualsOracle();
  }

  @Test
  void aSaleThatMovesToAnotherStoreAndMonthLeavesNothingBehind() throws Exception {
    table.insert(sale(1, "2023-05-31"), sale(2, "2023-05-31").store(7));
    bring();
    table.replace(sale(1, "2023-06-01").store(8));
    bring();
    assertThat(pipeline.daily()).containsOnlyKeys("7|2023-05-31", "8|2023-06-01");
    assertEqualsOracle();
  }

  @Test
  void suspectsWhoseDayMovesBackStaySuspect() throws Exception {
    table.insert(sale(1, "2023-05-01"));
    for (long id = 2; id <= 4; id++) {
      table.insert(sale(id, "2023-05-08").amount(9_000));
    }
    bring();
    assertThat(pipeline.suspects()).containsOnlyKeys("2", "3", "4");
    searchesSeeOnlyWhatIsMadeVisible(pipeline.indexer().names().frauds());
    for (long id = 2; id <= 4; id++) {
      table.replace(sale(id, "2023-05-05").amount(9_000));
    }
    bring();
    assertThat(pipeline.suspects()).containsOnlyKeys("2", "3", "4");
    assertEqualsOracle();
  }

  /** Otherwise it depends on the time between two steps whether one sees what the other wrote. */
  private void searchesSeeOnlyWhatIsMadeVisible(String index) {
    pipeline
        .indexer()
        .elastic()
        .ask(
            "settings",
            client ->
                client
                    .indices()
                    .putSettings(
                        p ->
                            p.index(index)
                                .settings(s -> s.refreshInterval(never -> never.time("-1")))));
  }

  @Test
  void readsTheSalesOfADayOnceHoweverMuchIsComputedFromThem() throws Exception {
    for (int n = 0; n < 3; n++) {
      table.insert(sale(n, DAY.plusDays(n).toString()));
    }
    pipeline.sync();
    long before = salesQueries();
    RefreshReport report = pipeline.refresh();
    assertThat(List.of(report.dailyDays(), report.weeklyDays(), report.fraudDays()))
        .containsExactly(3L, 9L, 10L);
    // one more finds the last day with a counted sale
    assertThat(salesQueries() - before).isEqualTo(10 + 1);
  }

  /** Queries that the sales' only shard has answered so far. */
  private long salesQueries() {
    String month = pipeline.indexer().names().salesOf(DAY);
    return pipeline
        .indexer()
        .elastic()
        .ask("stats", client -> client.indices().stats(s -> s.index(month)))
        .all()
        .primaries()
        .search()
        .queryTotal();
  }

  @Test
  void whenEverySaleIsCanceledNothingRemains() throws Exception {
    table.insert(sale(1, "2023-05-01"), sale(2, "2023-05-03"));
    bring();
    table.replace(sale(1, "2023-05-01").canceled(), sale(2, "2023-05-03").canceled());
    bring();
    assertThat(pipeline.daily()).isEmpty();
    assertThat(pipeline.weekly()).isEmpty();
  }

  @Test
  void aRefreshThatWasCutShortIsDoneAgain() throws Exception {
    table.insert(sale(1, "2023-05-01"), sale(2, "2023-05-05"));
    pipeline.sync();
    Thread.currentThread().interrupt();
    assertThat(catchThrowable(pipeline::refresh)).isInstanceOf(InterruptedException.class);
    pipeline.refresh();
    assertEqualsOracle();
  }

  @Test
  void aMonthThatCannotBeReadFailsTheRefreshInsteadOfEmptyingItsDays() throws Exception {
    table.insert(sale(1, "2023-05-01"));
    bring();
    String month = pipeline.indexer().names().salesOf(LocalDate.parse("2023-05-01"));
    Elastic elastic = pipeline.indexer().elastic();
    elastic.ask("closing", client -> client.indices().close(c -> c.index(month)));
    assertThatThrownBy(() -> pipeline.refresh(DAY, DAY))
        .isInstanceOf(ElasticException.class)
        .hasMessageContaining("index_closed_exception");
    assertThat(pipeline.daily()).containsOnlyKeys("50|2023-05-01");
    elastic.ask("opening", client -> client.indices().open(o -> o.index(month)));
    pipeline.refresh();
    assertEqualsOracle();
  }
}
