package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.testing.TestIndexer;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the column that says when a row changed: what changed comes with the next sync. */
@ExtendWith(SandboxExtension.class)
class ChangeTimesTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void connect(TestServers servers) {
    settings = TestSettings.of(servers);
    table = TestTable.over(settings);
  }

  private void create(String modified, String created, String soldAt) {
    Set<SaleField> here = Set.of(SaleField.ID, SaleField.STORE_ID, SaleField.AMOUNT_SALE);
    for (SaleField field : SaleField.values()) {
      if (!here.contains(field)) {
        settings = settings.with("source.columns." + field.fieldName().replace('_', '-'), "none");
      }
    }
    String columns =
        "id BIGINT PRIMARY KEY, store_id BIGINT, amount_sale BIGINT"
            + column("modified", modified)
            + column("created", created)
            + column("sold_at", soldAt);
    table.execute("CREATE TABLE platform_sales (" + columns + ")");
  }

  private String column(String name, String type) {
    if (type == null) {
      return "";
    }
    settings = settings.with("source.columns." + name.replace('_', '-'), name);
    return ", " + name + " " + type + " NULL";
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(SEOUL);
  }

  /** To SQL a date of zeros comes before all others; to us it says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"DATETIME", "DATETIME(6)", "TIMESTAMP", "DATE"})
  void aRowWithADateOfZerosChangedWhenItWasMade(String type) throws Exception {
    create(type, "DATETIME", "DATETIME");
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.sync();
      table.executeAll(
          "SET SESSION sql_mode = ''",
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, created, modified) VALUES (4, 50, 4000, '2026-03-01 12:00:00', '%s', '0000-00-00')"
              .formatted(now()));
      assertThat(indexer.sync().written()).isEqualTo(1);
      assertThat(indexer.sales()).containsOnlyKeys("4");
    }
  }

  @Test
  void orWhenItWasSoldIfBothAreZeros() throws Exception {
    create("DATETIME", "DATETIME", "DATETIME");
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.sync();
      table.executeAll(
          "SET SESSION sql_mode = ''",
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, created, modified) VALUES (4, 50, 4000, '%s', '0000-00-00', '0000-00-00')"
              .formatted(now()));
      assertThat(indexer.sync().written()).isEqualTo(1);
    }
  }

  /** It was changed at any time of its day. */
  @Test
  void aColumnOfDaysIsReadFromTheDayOnAgainAndAgain() throws Exception {
    create("DATE", null, "DATETIME");
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      table.execute(
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, modified) VALUES (1, 50, 1000, '2026-03-01 10:00:00', '2026-03-01')");
      indexer.sync();
      String today = now().toLocalDate().toString();
      table.execute(
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, modified) VALUES (2, 50, 2000, '2026-03-01 11:00:00', ?)",
          today);
      assertThat(indexer.sync().written()).isEqualTo(1);
      table.execute("UPDATE platform_sales SET amount_sale = 3000 WHERE id = 2");
      IndexReport again = indexer.sync();
      assertThat(again.written()).isEqualTo(1);
      assertThat(again.lateRows()).isZero();
      IndexReport nothing = indexer.sync();
      assertThat(nothing.unchanged()).isEqualTo(1);
      assertThat(nothing.dirtyDays()).isEmpty();
      table.execute("UPDATE platform_sales SET amount_sale = 4000 WHERE id = 2");
      SalesCheckReport check =
          new SalesCheck(
                  settings.sources(),
                  indexer.elastic(),
                  settings.names(),
                  settings.pepper(),
                  Clock.systemUTC())
              .check(Optional.empty(), Optional.empty(), false, Progress.NONE);
      assertThat(check.isClean()).as("the next sync brings it").isTrue();
      assertThat(check.days()).hasSize(1);
    }
  }

  @Test
  void aDayOfSaleAloneIsEnough() throws Exception {
    create(null, null, "DATE");
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.sync();
      table.execute(
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at) VALUES (2, 50, 2000, ?)",
          now().toLocalDate().toString());
      assertThat(indexer.sync().written()).isEqualTo(1);
    }
  }

  /** They say nothing of the order in which rows changed, so all rows are read. */
  @ParameterizedTest
  @CsvSource({"modified, DATETIME", "created, DATETIME", "modified, VARCHAR(40)"})
  void aColumnThatIsNotInTheOrderOfTimeIsReadWhole(String column, String soldAt) throws Exception {
    String text = "VARCHAR(40)";
    create(column.equals("modified") ? text : null, column.equals("created") ? text : null, soldAt);
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.sync();
      table.execute(
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, %s) VALUES (2, 50, 2000, '2026-03-01 10:00:00', '2001-01-01 00:00:00')"
              .formatted(column));
      assertThat(indexer.sync().written()).isEqualTo(1);
      table.execute("UPDATE platform_sales SET amount_sale = 3000");
      assertThat(indexer.sync().written()).isEqualTo(1);
    }
  }

  @Test
  void aSaleTimeThatIsTextIsReadWhole() throws Exception {
    create("DATETIME", null, "VARCHAR(40)");
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.sync();
      table.execute(
          "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, modified) VALUES (2, 50, 2000, '2026-03-01 10:00:00', NULL)");
      assertThat(indexer.sync().written()).isEqualTo(1);
    }
  }

  /** In the hour that clocks show twice, too. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2023-10-29T00:30:00.123456Z",
    "Europe/Berlin, 2023-10-29T01:30:00.123456Z",
    "America/New_York, 2023-11-05T05:59:59.999999Z",
    "America/New_York, 2023-11-05T06:00:00Z",
    "Australia/Lord_Howe, 2023-04-01T14:45:00Z",
    "Australia/Lord_Howe, 2023-04-01T15:15:00Z",
    "Asia/Seoul, 1988-10-08T16:30:00Z"
  })
  void aTimestampIsAnInstant(String zone, String instant) throws Exception {
    create("TIMESTAMP(6)", null, "TIMESTAMP(6)");
    settings = settings.with("source.zone", zone);
    String utc = LocalDateTime.ofInstant(Instant.parse(instant), ZoneOffset.UTC).toString();
    table.executeAll(
        "SET SESSION time_zone = '+00:00'",
        "INSERT INTO platform_sales (id, store_id, amount_sale, sold_at, modified) VALUES (2, 50, 2000, '%s', '%s')"
            .formatted(utc, utc));
    try (TestIndexer indexer = TestIndexer.open(settings)) {
      indexer.sync();
      for (String field : new String[] {"sold_at", "modified"}) {
        String found = indexer.sales().get("2").path(field).asText();
        assertThat(Instant.parse(found)).as(field).isEqualTo(Instant.parse(instant));
      }
      String day = indexer.sales().get("2").path("business_date").asText();
      assertThat(indexer.backfill(day, day).unchanged()).isEqualTo(1);
      table.executeAll(
          "SET SESSION time_zone = '+00:00'",
          "UPDATE platform_sales SET amount_sale = 1, modified = UTC_TIMESTAMP(6)");
      assertThat(indexer.sync().written()).isEqualTo(1);
    }
  }
}
