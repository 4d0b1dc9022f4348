package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the server finds a page: from its place in an index on, never from the beginning. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagePlanTest {
  private static final int ROWS = 20_000;
  private static final int PAGE = 500;
  private static final LocalDateTime TIME = LocalDateTime.of(2023, 5, 6, 7, 8, 9, 123_456_000);

  private TestSettings settings;

  private record Plan(String type, String key, String extra) {}

  /** A row a minute; one in a hundred without {@code modified}, half of these without created. */
  @BeforeAll
  void fill(TestMysql mysql) {
    settings = TestSettings.of(mysql);
    TestTable table = TestTable.create(settings);
    table.execute(
        "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, created, modified) VALUES (1, 1, 1, '2023-05-01 00:00:00', '2023-05-01 00:00:00', '2023-05-01 00:00:00')");
    for (int rows = 1; rows < ROWS; rows *= 2) {
      table.execute(
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, created, modified) SELECT id + %1$d, 1, 1, sold_at + INTERVAL %1$d MINUTE, created + INTERVAL %1$d MINUTE, modified + INTERVAL %1$d MINUTE FROM platform_sales"
              .formatted(rows));
    }
    table.execute("UPDATE platform_sales SET modified = NULL WHERE id % 100 = 0");
    table.execute("UPDATE platform_sales SET created = NULL WHERE id % 200 = 0");
    table.query("ANALYZE TABLE platform_sales");
  }

  private Plan plan(List<Lane> lanes, int lane, TimeRange soldAt, Position after) throws Exception {
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect()) {
      SourceTable table = SourceTable.open(database, connection, settings.source());
      PageQuery page = PageQuery.of(table, lanes.get(lane), soldAt, after, PAGE);
      // MariaDB has no FORMAT=TRADITIONAL; MySQL may be set to another format
      String format =
          connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")
              ? ""
              : "FORMAT=TRADITIONAL ";
      try (PreparedStatement explain =
          connection.prepareStatement("EXPLAIN " + format + page.sql())) {
        page.conditions().bind(explain);
        try (ResultSet plan = explain.executeQuery()) {
          assertThat(plan.next()).isTrue();
          return new Plan(
              plan.getString("type").toLowerCase(Locale.ROOT),
              plan.getString("key"),
              String.valueOf(plan.getString("Extra")).toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  private Plan changed(int lane, Position after) throws Exception {
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect()) {
      SourceTable table = SourceTable.open(database, connection, settings.source());
      return plan(Lane.byChange(table), lane, TimeRange.ALL, after);
    }
  }

  @Test
  void theFirstPageOfChangesWalksTheIndex() throws Exception {
    Plan plan = changed(0, new Position(0, TIME, null));
    assertThat(plan.key()).isEqualTo("idx_modified_id");
    assertThat(plan.type()).isEqualTo("range");
    assertThat(plan.extra()).doesNotContain("filesort");
  }

  @Test
  void theNextPageOfChangesWalksTheIndex() throws Exception {
    Plan plan = changed(0, new Position(0, TIME, "7000"));
    assertThat(plan.key()).isEqualTo("idx_modified_id");
    assertThat(plan.type()).isEqualTo("range");
    assertThat(plan.extra()).doesNotContain("filesort");
  }

  @Test
  void rowsWithoutModifiedAreFoundByTheIndex() throws Exception {
    for (int lane = 1; lane <= 2; lane++) {
      for (String id : new String[] {null, "7000"}) {
        Plan plan = changed(lane, new Position(lane, TIME, id));
        assertThat(plan.key()).isIn("idx_modified_id", "idx_sold_at");
        assertThat(plan.type()).isIn("ref", "range");
      }
    }
  }

  @Test
  void aBackfillWalksThePrimaryKey() throws Exception {
    for (String id : new String[] {null, "7000"}) {
      Plan plan = plan(Lane.BY_ID, 0, TimeRange.ALL, new Position(0, null, id));
      assertThat(plan.key()).isEqualTo("PRIMARY");
      assertThat(plan.type()).isIn("range", "index");
      assertThat(plan.extra()).doesNotContain("filesort");
    }
  }

  @Test
  void aBackfillOfSomeDaysWalksTheIndexOfTheirSales() throws Exception {
    TimeRange day = new TimeRange(Optional.of(TIME), Optional.of(TIME.plusDays(1)));
    Position inTheMiddle = new Position(0, TIME.plusHours(3), "7000");
    for (Position after : List.of(new Position(0, null, null), inTheMiddle)) {
      Plan plan = plan(Lane.BY_SOLD_AT, 0, day, after);
      assertThat(plan.key()).isEqualTo("idx_sold_at");
      assertThat(plan.type()).isEqualTo("range");
      assertThat(plan.extra()).doesNotContain("filesort");
    }
  }

  @Test
  void rowsThatWereNeverSoldAreFoundByTheIndex() throws Exception {
    for (String id : new String[] {null, "7000"}) {
      Plan plan = plan(List.of(Lane.NEVER_SOLD), 0, TimeRange.ALL, new Position(0, null, id));
      // MySQL looks ids up in the primary key beside it
      assertThat(plan.key()).isIn("idx_sold_at", "idx_sold_at,PRIMARY");
      assertThat(plan.type()).isIn("ref", "range", "index_merge");
    }
  }
}
