package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class SaleReaderTest {
  private static final LocalDateTime MAY = LocalDateTime.of(2023, 5, 1, 0, 0);
  private static final Since SINCE = new Since(MAY.toInstant(ZoneOffset.UTC), MAY);

  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void create(TestMysql mysql) {
    settings = TestSettings.of(mysql);
    table = TestTable.create(settings);
  }

  @FunctionalInterface
  private interface Reading {
    void read(SaleReader reader, SaleReader.RowSink sink) throws InterruptedException;
  }

  private List<String> ids(int pageSize, Reading reading) throws Exception {
    Database database = new Database(settings.mysql());
    List<String> ids = new ArrayList<>();
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      SaleReader reader = new SaleReader(database, connection, opened, pageSize);
      reading.read(reader, (row, position) -> ids.add(row.text(1)));
    }
    return ids;
  }

  private List<String> all(int pageSize) throws Exception {
    return ids(pageSize, (reader, sink) -> reader.readAll(TimeRange.ALL, Optional.empty(), sink));
  }

  private List<String> changed(int pageSize) throws Exception {
    return ids(pageSize, (reader, sink) -> reader.readChanged(SINCE, Optional.empty(), sink));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void numbersBeyondSignedLongsKeepTheirOrder(int pageSize) throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY id BIGINT UNSIGNED NOT NULL");
    table.insert(
        TestSale.of("18446744073709551615"),
        TestSale.of("9223372036854775808"),
        TestSale.of("9223372036854775809"),
        TestSale.of("9"));
    String[] ordered = {"9", "9223372036854775808", "9223372036854775809", "18446744073709551615"};
    assertThat(all(pageSize)).containsExactly(ordered);
    assertThat(changed(pageSize)).containsExactly(ordered);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void textIdsKeepTheirOrder(int pageSize) throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY id VARCHAR(40) NOT NULL");
    table.insert(
        TestSale.of("10"),
        TestSale.of("9"),
        TestSale.of("b'\\"),
        TestSale.of("가"),
        TestSale.of("B1"));
    assertThat(all(pageSize)).containsExactly("10", "9", "b'\\", "B1", "가");
    assertThat(changed(pageSize)).containsExactly("10", "9", "b'\\", "B1", "가");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void rowsComeByWhenTheyChangedThenById(int pageSize) throws Exception {
    table.insert(
        TestSale.of(1).modified("2023-05-02 00:00:00.000002"),
        TestSale.of(2).modified("2023-05-02 00:00:00.000001"),
        TestSale.of(3).modified("2023-05-02 00:00:00.000001"),
        TestSale.of(4).modified("2023-04-30 23:59:59.999999"),
        TestSale.of(5).modified("2023-05-01 00:00:00"),
        TestSale.of(6).modified(null).with("created", "2023-05-03 00:00:00"),
        TestSale.of(7).modified(null).with("created", "2023-04-03 00:00:00"),
        TestSale.of(8).modified(null).with("created", null).soldAt("2023-05-01 00:00:00"),
        TestSale.of(9).modified(null).with("created", null).soldAt("2023-04-01 00:00:00"));
    assertThat(changed(pageSize)).containsExactly("5", "2", "3", "1", "6", "8");
  }

  @Test
  void readingGoesOnBehindAnyPosition() throws Exception {
    table.insert(
        TestSale.of(1),
        TestSale.of(2),
        TestSale.of(3).modified(null),
        TestSale.of(4).modified(null));
    Database database = new Database(settings.mysql());
    List<Position> positions = new ArrayList<>();
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      SaleReader reader = new SaleReader(database, connection, opened, 2);
      reader.readChanged(SINCE, Optional.empty(), (row, position) -> positions.add(position));
      for (int i = 0; i < positions.size(); i++) {
        List<Position> rest = new ArrayList<>();
        reader.readChanged(
            SINCE, Optional.of(positions.get(i)), (row, position) -> rest.add(position));
        assertThat(rest).isEqualTo(positions.subList(i + 1, positions.size()));
      }
    }
    assertThat(positions).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void rowsWithAChangeTimeThatIsNoTimeDoNotHideThoseBehind(int pageSize) throws Exception {
    table.insert(
        TestSale.of(1),
        TestSale.of(2),
        TestSale.of(3),
        TestSale.of(4).modified("2023-07-01 00:00:00"));
    table.executeAll(
        "SET SESSION sql_mode = ''",
        "UPDATE platform_sales SET modified = '2023-06-00 12:00:00' WHERE id IN (2, 3)");
    assertThat(changed(pageSize)).contains("1", "2", "3", "4");
  }

  @Test
  void onlySalesOfTheRangeAreRead() throws Exception {
    table.insert(
        TestSale.of(1).soldAt("2023-04-30 23:59:59"),
        TestSale.of(2).soldAt("2023-05-01 00:00:00"),
        TestSale.of(3).soldAt("2023-05-01 23:59:59"),
        TestSale.of(4).soldAt("2023-05-02 00:00:00"));
    TimeRange day = new TimeRange(Optional.of(MAY), Optional.of(MAY.plusDays(1)));
    assertThat(ids(1, (reader, sink) -> reader.readAll(day, Optional.empty(), sink)))
        .containsExactly("2", "3");
  }

  /** Whatever stands in the column: no time at all, or one that no calendar has. */
  private void insertOddSales() {
    table.insert(
        TestSale.of(1).soldAt(null),
        TestSale.of(2).soldAt("2023-05-01 00:00:00"),
        TestSale.of(3).soldAt("2023-05-01 23:59:59"),
        TestSale.of(4).soldAt("2023-05-02 00:00:00"),
        TestSale.of(5).soldAt("2023-05-02 00:00:00"),
        TestSale.of(6),
        TestSale.of(7),
        TestSale.of(8).soldAt("9999-12-31 23:59:59"));
    table.executeAll(
        "SET SESSION sql_mode = ''",
        "UPDATE platform_sales SET sold_at = '0000-00-00 00:00:00' WHERE id = 6",
        "UPDATE platform_sales SET sold_at = '2023-05-00 12:00:00' WHERE id = 7");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void noRowFallsBetweenRangesThatJoin(int pageSize) throws Exception {
    insertOddSales();
    LocalDateTime second = MAY.plusDays(1);
    assertThat(sold(pageSize, TimeRange.ALL.before(MAY), true)).contains("1", "6", "7").hasSize(3);
    assertThat(sold(pageSize, TimeRange.ALL.since(MAY).before(second), false))
        .containsExactly("2", "3");
    assertThat(sold(pageSize, TimeRange.ALL.since(second), false)).containsExactly("4", "5", "8");
  }

  private List<String> sold(int pageSize, TimeRange range, boolean rest) throws Exception {
    // A page of rows without a place is read again with more of them; each counts once here.
    return ids(pageSize, (reader, sink) -> reader.readSold(range, rest, Optional.empty(), sink))
        .stream()
        .distinct()
        .toList();
  }

  @Test
  void readingBySaleGoesOnBehindAnyPosition() throws Exception {
    table.insert(
        TestSale.of(1).soldAt(null),
        TestSale.of(2),
        TestSale.of(3),
        TestSale.of(4).soldAt("2023-01-01 00:00:00"));
    List<Position> positions = new ArrayList<>();
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      SaleReader reader = new SaleReader(database, connection, opened, 2);
      reader.readSold(
          TimeRange.ALL, true, Optional.empty(), (row, position) -> positions.add(position));
      assertThat(positions).extracting(Position::id).containsExactly("4", "2", "3", "1");
      for (int i = 0; i < positions.size(); i++) {
        List<Position> rest = new ArrayList<>();
        reader.readSold(
            TimeRange.ALL,
            true,
            Optional.of(positions.get(i)),
            (row, position) -> rest.add(position));
        assertThat(rest).isEqualTo(positions.subList(i + 1, positions.size()));
      }
    }
  }

  @Test
  void rowsAreCountedByDay() throws Exception {
    insertOddSales();
    Database database = new Database(settings.mysql());
    try (Connection connection = database.connect()) {
      SourceTable opened = SourceTable.open(database, connection, settings.source());
      SaleReader reader = new SaleReader(database, connection, opened, 2);
      assertThat(reader.countByDay(TimeRange.ALL))
          .containsOnlyKeys(
              MAY.toLocalDate(), MAY.toLocalDate().plusDays(1), LocalDate.of(9999, 12, 31))
          .containsEntry(MAY.toLocalDate(), 2L);
    }
  }
}
