package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.fraud.testing.Oracle;
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

/** A day that cannot be computed fails alone, stays dirty and is named; one mended is computed. */
@ExtendWith(SandboxExtension.class)
class FailedDayTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");
  private static final LocalDate BAD = LocalDate.parse("2023-05-05");
  private static final int DAYS = 20;

  private TestTable table;
  private TestPipeline pipeline;

  /** Amounts without a bound, for only these can bring a sum to overflow. */
  @BeforeEach
  void open(TestServers servers) throws Exception {
    TestSettings settings =
        TestSettings.of(servers).with("source.max-amount", Long.toString(Long.MAX_VALUE));
    table = TestTable.create(settings);
    pipeline = new TestPipeline(settings);
    List<TestSale> sales = new ArrayList<>();
    for (int n = 0; n < DAYS; n++) {
      sales.add(sale(n, FIRST.plusDays(n)));
    }
    table.insert(sales);
    bring();
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private static TestSale sale(long id, LocalDate day) {
    return TestSale.of(id).soldAt(day + " 12:00:00").modified(LocalDateTime.now(SEOUL));
  }

  private RefreshReport bring() throws InterruptedException {
    pipeline.sync();
    return pipeline.refresh();
  }

  private void assertRight() {
    pipeline.assertEqualTo(new Oracle(table.rows(), SEOUL, SEOUL));
  }

  private void assertMendedBy(long... ids) throws InterruptedException {
    for (long id : ids) {
      table.replace(sale(id, BAD));
    }
    assertThat(bring().failed()).isEmpty();
    assertThat(pipeline.check().agrees()).isTrue();
    assertRight();
  }

  @Test
  void aDayThatOverflowsStaysDirtyAndTheOthersAreComputed() throws Exception {
    table.insert(sale(101, BAD).amount(Long.MAX_VALUE), sale(102, BAD).amount(Long.MAX_VALUE));
    LocalDate later = BAD.plusDays(2);
    table.replace(sale(103, later).amount(7_000));
    RefreshReport report = bring();
    assertThat(report.failed()).extracting(FailedDay::date).containsExactly(BAD);
    assertThat(report.failed().get(0).reason()).contains("add up to more than can be counted");
    assertThat(pipeline.indexer().days().get(BAD.toString()).path("dirty").asBoolean()).isTrue();
    assertThat(pipeline.indexer().days().get(later.toString()).path("dirty").asBoolean()).isFalse();
    assertThat(pipeline.daily().get("50|" + later).totalSale()).isEqualTo(8_000);
    // its window does not hold the day that failed
    assertThat(pipeline.weekly().get("50|" + BAD.plusDays(8)).totalSale()).isEqualTo(14_000);
    CheckReport found = pipeline.check();
    assertThat(found.failed()).extracting(FailedDay::date).containsExactly(BAD);
    assertThat(found.agrees()).isFalse();
    assertMendedBy(101, 102);
  }

  @Test
  void aCanceledSaleOfTheSmallestAmountFailsItsDayAlone() throws Exception {
    table.insert(sale(101, BAD).amount(Long.MIN_VALUE + 1).canceled());
    table.insert(sale(102, BAD).amount(Long.MIN_VALUE + 1).canceled());
    assertThat(bring().failed()).extracting(FailedDay::date).containsExactly(BAD);
    assertMendedBy(101, 102);
  }

  @Test
  void aWeekThatOverflowsIsMadeUpForOnceItsDaysAreMended() throws Exception {
    long third = Long.MAX_VALUE / 3 - 10_000;
    for (int n = 0; n < 4; n++) {
      table.insert(sale(101 + n, BAD.plusDays(n)).amount(third));
    }
    RefreshReport report = bring();
    // as of the days whose windows hold all four
    assertThat(report.failed())
        .extracting(FailedDay::date)
        .containsExactly(BAD.plusDays(4), BAD.plusDays(5), BAD.plusDays(6), BAD.plusDays(7));
    assertThat(pipeline.daily().get("50|" + BAD.plusDays(3)).totalSale()).isEqualTo(third + 1_000);
    assertThat(pipeline.weekly().get("50|" + BAD.plusDays(3)).totalSale())
        .isEqualTo(3 * third + 7_000);
    assertThat(pipeline.weekly().get("50|" + BAD.plusDays(8)).totalSale())
        .isEqualTo(3 * third + 7_000);
    assertMendedBy(101, 102, 103, 104);
  }

  @Test
  void aDayThatFailsAgainIsComputedWhenAnotherDayChanges() throws Exception {
    table.insert(sale(101, BAD).amount(Long.MAX_VALUE), sale(102, BAD).amount(Long.MAX_VALUE));
    bring();
    table.replace(sale(7, FIRST.plusDays(7)).amount(9_000));
    assertThat(bring().failed()).extracting(FailedDay::date).containsExactly(BAD);
    assertThat(pipeline.daily().get("50|" + FIRST.plusDays(7)).totalSale()).isEqualTo(9_000);
    assertMendedBy(101, 102);
  }
}
