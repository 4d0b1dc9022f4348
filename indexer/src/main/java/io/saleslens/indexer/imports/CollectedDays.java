package io.saleslens.indexer.imports;

import io.saleslens.indexer.imports.FileContent.DayContent;
import io.saleslens.indexer.imports.ImportTask.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The days of a source that are collected, in the transaction of a connection. */
final class CollectedDays {
  private final Connection connection;
  private final String source;

  CollectedDays(Connection connection, String source) {
    this.connection = connection;
    this.source = source;
  }

  /**
   * A day as it is collected.
   *
   * @param task that did it
   */
  record Collected(String hash, long task) {}

  /**
   * Has others who want to store one of these days wait for the end of the transaction. All lock in
   * the same order.
   */
  void lock(Collection<LocalDate> ascending) throws SQLException {
    String sql =
        "INSERT INTO saleslens_import_days (source, day, content_hash, sales, task_id, stored_at)"
            + " VALUES (?, ?, '', 0, 0, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE sales = sales";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (LocalDate day : ascending) {
        insert.setString(1, source);
        insert.setString(2, day.toString());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Those between two days that are collected. */
  Map<LocalDate, Collected> between(LocalDate first, LocalDate last) throws SQLException {
    String sql =
        "SELECT CAST(day AS CHAR), content_hash, task_id FROM saleslens_import_days"
            + " WHERE source = ? AND day BETWEEN ? AND ? AND task_id > 0";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, source);
      query.setString(2, first.toString());
      query.setString(3, last.toString());
      try (ResultSet row = query.executeQuery()) {
        Map<LocalDate, Collected> found = new HashMap<>();
        while (row.next()) {
          found.put(
              LocalDate.parse(row.getString(1)), new Collected(row.getString(2), row.getLong(3)));
        }
        return found;
      }
    }
  }

  /** What is to be done with the days of a file. */
  static NavigableMap<LocalDate, Kind> compare(
      Map<LocalDate, DayContent> days, Map<LocalDate, Collected> collected) {
    NavigableMap<LocalDate, Kind> kinds = new TreeMap<>();
    days.forEach(
        (day, content) -> {
          Collected before = collected.get(day);
          if (before == null) {
            kinds.put(day, Kind.NEW);
          } else {
            boolean same = before.hash().equals(content.hash());
            kinds.put(day, same ? Kind.UNCHANGED : Kind.REPLACED);
          }
        });
    return kinds;
  }

  /** Removes the sales of a day. */
  void clear(LocalDate day) throws SQLException {
    String sql = "DELETE FROM " + SaleInsert.TABLE + " WHERE source = ? AND day = ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, source);
      delete.setString(2, day.toString());
      delete.executeUpdate();
    }
  }

  /** Says that a day, which is locked, is collected. */
  void keep(LocalDate day, DayContent content, long task) throws SQLException {
    String sql =
        "UPDATE saleslens_import_days SET content_hash = ?, sales = ?, task_id = ?,"
            + " stored_at = UTC_TIMESTAMP(6) WHERE source = ? AND day = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, content.hash());
      update.setLong(2, content.sales());
      update.setLong(3, task);
      update.setString(4, source);
      update.setString(5, day.toString());
      update.executeUpdate();
    }
  }
}
