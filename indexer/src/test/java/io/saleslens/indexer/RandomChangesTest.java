package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.ExpectedSales;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens to the table between runs, and however they page, the index then equals the
 * table, and every day whose sales changed is dirty.
 */
class RandomChangesTest extends WithServers {
  private static final int ROUNDS = 6;
  private static final int MOST_CHANGES = 40;
  private static final int IDS = 60;

  @ParameterizedTest(name = "seed {0}: {1} to {2}")
  @CsvSource({
    "1, Asia/Seoul, Asia/Seoul",
    "2, UTC, Asia/Seoul",
    "3, America/New_York, UTC",
    "4, Europe/London, America/New_York",
    "5, America/New_York, Europe/London",
    "6, Asia/Seoul, America/New_York",
  })
  void theIndexEqualsTheTable(long seed, ZoneId sourceZone, ZoneId businessZone) throws Exception {
    Random random = new Random(seed);
    TestSettings zones =
        settings.with("source.zone", sourceZone.getId()).with("zone", businessZone.getId());
    Map<String, String> before = Map.of();
    for (int round = 0; round < ROUNDS; round++) {
      int changes = random.nextInt(MOST_CHANGES);
      for (int i = 0; i < changes; i++) {
        change(random, sourceZone);
      }
      try (TestIndexer indexer = TestIndexer.open(anyPaging(zones, random))) {
        boolean all = random.nextInt(4) == 0;
        IndexReport plan = PlanTest.planned(indexer, all);
        IndexReport report = all ? indexer.backfill() : indexer.sync();
        assertThat(plan)
            .as("plan of round %d", round)
            .usingRecursiveComparison()
            .ignoringFields("readThrough")
            .isEqualTo(report);
        Map<String, String> expected = ExpectedSales.of(table, sourceZone, businessZone);
        assertThat(ExpectedSales.found(indexer.sales())).as("round %d", round).isEqualTo(expected);
        assertThat(report.dirtyDays())
            .as("dirty days of round %d", round)
            .extracting(Object::toString)
            .containsExactlyElementsOf(daysThatDiffer(before, expected));
        assertThat(indexer.rejects().keySet()).isEqualTo(badRows());
        before = expected;
      }
    }
  }

  private static TestSettings anyPaging(TestSettings settings, Random random) {
    return settings
        .with("sync.page-size", Integer.toString(1 + random.nextInt(30)))
        .with("bulk.bytes", Integer.toString(1024 + random.nextInt(8192)))
        .with("bulk.connections", Integer.toString(1 + random.nextInt(3)));
  }

  /** Inserts or changes a row, as an application does: with the server's time as modified. */
  private void change(Random random, ZoneId sourceZone) {
    LocalDateTime now = table.now(sourceZone);
    int id = 1 + random.nextInt(IDS);
    TestSale sale =
        TestSale.of(id)
            .with("created", random.nextInt(5) == 0 ? null : now)
            .modified(now)
            .soldAt(anyTime(random).toString().replace('T', ' '))
            .amount(random.nextInt(30) == 0 ? null : random.nextInt(5) * 1000 - 1000)
            .store(random.nextInt(30) == 0 ? null : 1 + random.nextInt(3))
            .card(random.nextInt(4) == 0 ? null : "9410-61**-****-000" + random.nextInt(4))
            .with("is_canceled", random.nextInt(5) == 0)
            .with("remark", random.nextInt(3) == 0 ? "말 \"" + random.nextInt(9) + "\"\n" : null);
    if (table.query("SELECT 1 FROM platform_sales WHERE id = ?", id).isEmpty()) {
      // MySQL knows when it was inserted, whether or not the application says so
      sale = random.nextInt(4) == 0 ? sale.modified(null).with("created", now) : sale;
      table.insert(sale);
    } else if (random.nextInt(3) == 0) {
      table.update(id, Map.of("amount_sale", random.nextInt(9), "modified", now));
    } else {
      table.replace(sale);
    }
  }

  /** In the days around changes of clocks and months, and also at times that never were. */
  private static LocalDateTime anyTime(Random random) {
    LocalDateTime[] begins = {
      LocalDateTime.of(2023, 3, 12, 0, 0),
      LocalDateTime.of(2023, 3, 26, 0, 0),
      LocalDateTime.of(2023, 3, 31, 0, 0),
      LocalDateTime.of(2023, 10, 29, 0, 0),
      LocalDateTime.of(2023, 11, 5, 0, 0),
    };
    return begins[random.nextInt(begins.length)].plusSeconds(1 + random.nextInt(2 * 86_400));
  }

  private static Set<String> daysThatDiffer(Map<String, String> before, Map<String, String> after) {
    Set<String> days = new TreeSet<>();
    Set<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    for (String id : ids) {
      String old = before.getOrDefault(id, "");
      String now = after.getOrDefault(id, "");
      if (!old.equals(now)) {
        for (String sale : new String[] {old, now}) {
          if (!sale.isEmpty()) {
            days.add(sale.replaceAll("(?s).*business_date=(\\S+).*", "$1"));
          }
        }
      }
    }
    return days;
  }

  private Set<String> badRows() {
    return table
        .query(
            "SELECT id FROM platform_sales WHERE amount_sale IS NULL OR store_id IS NULL OR sold_at IS NULL")
        .stream()
        .map(row -> "platform_sales|" + row.get("id"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
