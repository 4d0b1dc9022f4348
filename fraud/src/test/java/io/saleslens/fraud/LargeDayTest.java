package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.aov.DailyAov;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sizes at which tools that page or estimate begin to lose something. */
@ExtendWith(SandboxExtension.class)
class LargeDayTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");

  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void create(TestServers servers) {
    settings = TestSettings.of(servers);
    table = TestTable.create(settings);
  }

  /** Makes rows 1 to {@code rows} on the server itself; expressions may use {@code n}. */
  private void insert(int rows, String store, String card, String amount) {
    table.execute(
        "INSERT INTO platform_sales (id, created, modified, card_number, amount_sale, is_canceled,"
            + " sold_at, store_id) SELECT n, NOW(6), NOW(6), "
            + card
            + ", "
            + amount
            + ", 0, '2023-05-01 12:00:00', "
            + store
            + " FROM (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 1 AS n FROM "
            + "%1$s a, %1$s b, %1$s c, %1$s e, %1$s f) numbers WHERE n <= ".formatted(DIGITS)
            + rows);
  }

  private static final String DIGITS =
      "(SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5"
          + " UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";

  @Test
  void moreThanTenThousandStoresAreAllThere() throws Exception {
    insert(12_000, "n", "'5461-11**-****-7537'", "n");
    try (TestPipeline pipeline = new TestPipeline(settings)) {
      pipeline.backfill();
      RefreshReport report = pipeline.refresh();
      assertThat(report.daily().written()).isEqualTo(12_000);
      assertThat(report.weekly().written()).isEqualTo(12_000);
      assertThat(pipeline.ledgerTotal(DAY)).isEqualTo(12_000L * 12_001 / 2);
      assertThat(pipeline.refresh(DAY, DAY).daily().written()).isZero();
    }
  }

  @Test
  void moreThanTenThousandSalesOfOneStoreAreAllCounted() throws Exception {
    insert(30_000, "50", "CONCAT('card ', n % 11000)", "100 + n % 3");
    try (TestPipeline pipeline = new TestPipeline(settings)) {
      pipeline.backfill();
      pipeline.refresh();
      long total = 30_000L * 100 + 30_000L;
      assertThat(pipeline.daily().values())
          .containsExactly(
              new DailyAov("50", DAY, total, 30_000, 11_000, total / 11_000, total / 30_000, 0, 0));
    }
  }

  @Test
  void moreGroupsThanOnePageOfBucketsHoldsAreAllCounted() throws Exception {
    insert(70_000, "n % 7", "CONCAT('card ', n)", "1 + n % 1000");
    try (TestPipeline pipeline = new TestPipeline(settings)) {
      pipeline.backfill();
      pipeline.refresh();
      AtomicLong customers = new AtomicLong();
      pipeline.daily().values().forEach(it -> customers.addAndGet(it.numCustomer()));
      assertThat(customers).hasValue(70_000);
      assertThat(pipeline.ledgerTotal(DAY)).isEqualTo(70_000L / 1000 * (1000L * 1001 / 2));
    }
  }
}
