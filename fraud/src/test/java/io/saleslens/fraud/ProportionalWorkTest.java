package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a sync and a refresh do goes by what changed, not by what is there. Told by counts, not by
 * time. {@code -Dsaleslens.test.sales=1000000} says among how many sales.
 */
@ExtendWith(SandboxExtension.class)
class ProportionalWorkTest {
  private static final int SALES = Integer.getInteger("saleslens.test.sales", 20_000);
  private static final int DAYS = 70;
  private static final int STORES = 100;
  private static final int CHANGED = 100;
  private static final int IN_THE_OVERLAP = 50;
  private static final LocalDate FIRST = LocalDate.of(2023, 5, 1);

  /** Two that stand together and one far from them, in another month. */
  private static final Set<LocalDate> CHANGED_DAYS =
      new TreeSet<>(Set.of(FIRST.plusDays(10), FIRST.plusDays(11), FIRST.plusDays(45)));

  private TestTable table;

  @Test
  void aHundredChangesOnThreeDaysCostAHundredSalesAndThreeDays(TestServers servers)
      throws Exception {
    TestSettings settings = TestSettings.of(servers);
    IndexNames names = settings.names();
    table = TestTable.create(settings);
    fill();
    try (TestPipeline pipeline = new TestPipeline(settings)) {
      long start = System.nanoTime();
      assertThat(pipeline.backfill().written()).isEqualTo(SALES);
      assertThat(pipeline.refresh().dailyDays()).isEqualTo(DAYS);
      Duration everything = since(start);
      Writes sales = new Writes(pipeline.indexer(), names.sales());
      Writes daily = new Writes(pipeline.indexer(), names.daily());
      Writes weekly = new Writes(pipeline.indexer(), names.weekly());
      Writes suspects = new Writes(pipeline.indexer(), names.frauds());
      Writes days = new Writes(pipeline.indexer(), names.days());
      change();

      start = System.nanoTime();
      IndexReport sync = pipeline.sync();
      RefreshReport refresh = pipeline.refresh();
      report(everything, since(start));

      assertThat(sync.rowsRead()).isEqualTo(CHANGED + IN_THE_OVERLAP);
      assertThat(sync.written()).isEqualTo(CHANGED);
      assertThat(sync.unchanged()).isEqualTo(IN_THE_OVERLAP);
      assertThat(sync.dirtyDays()).isEqualTo(CHANGED_DAYS);
      assertThat(refresh.dailyDays()).isEqualTo(CHANGED_DAYS.size());
      assertThat(refresh.weeklyDays()).isEqualTo(closure(1).size());
      assertThat(refresh.fraudDays()).isEqualTo(closure(0).size());

      assertThat(sales.since()).hasSize(CHANGED);
      assertThat(daysIn(sales.since(), "business_date")).isEqualTo(CHANGED_DAYS);
      assertThat(daily.since()).hasSize((int) refresh.daily().written());
      assertThat(daysIn(daily.since(), "date")).isEqualTo(CHANGED_DAYS);
      assertThat(weekly.since()).hasSize((int) refresh.weekly().written());
      assertThat(daysIn(weekly.since(), "as_of")).isSubsetOf(closure(1));
      assertThat(suspects.since()).hasSize((int) refresh.frauds().written());
      assertThat(daysIn(suspects.since(), "business_date")).isSubsetOf(closure(0));
      assertThat(daysIn(days.since(), "date")).isEqualTo(CHANGED_DAYS);
    }
  }

  /** Spread over days and stores; each card buys for the same amount now and then. */
  private void fill() {
    String digit = "(SELECT 0 AS d" + " UNION ALL SELECT %d".repeat(9) + ")";
    String digits = String.format(Locale.ROOT, digit, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    String numbers =
        Stream.of("a", "b", "c", "d", "e", "f")
            .map(it -> digits + " " + it)
            .collect(Collectors.joining(" CROSS JOIN "));
    table.execute(
        """
        INSERT INTO %s (id, store_id, amount_sale, is_canceled, card_number, sold_at, created, modified)
        SELECT n, n DIV %d MOD %d, 1000 + n MOD 7 * 100 + (n MOD 1000 = 0) * 90000, n MOD 50 = 0,
               CONCAT('5461-11**-****-', n MOD 4000),
               TIMESTAMP('%s') + INTERVAL (n MOD %d) DAY + INTERVAL (n MOD 86400) SECOND,
               '2023-08-01', '2023-08-01'
        FROM (SELECT 1 + a.d + 10 * (b.d + 10 * (c.d + 10 * (d.d + 10 * (e.d + 10 * f.d)))) AS n
              FROM %s) numbers
        WHERE n <= %d
        """
            .formatted(table.name(), DAYS, STORES, FIRST, DAYS, numbers, SALES));
    // changed just before the backfill: read again by the sync, as such rows could be late
    setModified("id <= " + IN_THE_OVERLAP, IN_THE_OVERLAP, "is_canceled = is_canceled");
  }

  private void change() {
    int each = CHANGED / CHANGED_DAYS.size();
    int last = CHANGED - each * (CHANGED_DAYS.size() - 1);
    int n = 0;
    for (LocalDate day : CHANGED_DAYS) {
      setModified(
          "id > %d AND DATE(sold_at) = '%s'".formatted(IN_THE_OVERLAP, day),
          ++n == CHANGED_DAYS.size() ? last : each,
          "amount_sale = amount_sale + 50000, is_canceled = FALSE");
    }
  }

  private void setModified(String where, int rows, String change) {
    table.execute(
        "UPDATE %s SET %s, modified = ? WHERE %s ORDER BY id LIMIT %d"
            .formatted(table.name(), change, where, rows),
        table.now(ZoneId.of("Asia/Seoul")));
  }

  private static Set<LocalDate> closure(int from) {
    return CHANGED_DAYS.stream()
        .flatMap(day -> LongStream.rangeClosed(from, 7).mapToObj(day::plusDays))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<LocalDate> daysIn(Collection<ObjectNode> documents, String field) {
    return documents.stream()
        .map(it -> LocalDate.parse(it.path(field).asText()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void report(Duration everything, Duration change) {
    System.out.printf(
        Locale.ROOT,
        "%,d sales indexed and computed in %.1f s; %d changed ones on %d days in %.1f s%n",
        SALES,
        everything.toMillis() / 1e3,
        CHANGED,
        CHANGED_DAYS.size(),
        change.toMillis() / 1e3);
  }
}
