package io.saleslens.app.doctor;

import io.saleslens.indexer.mysql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks MySQL, each time over a connection of its own, so that no check disturbs another. */
final class Sql {
  private final Database database;

  Sql(Database database) {
    this.database = database;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * @param asked ends the sentence "asked for …"
   */
  <T> T connected(String asked, Work<T> work) {
    Connection connection = database.connect();
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw database.failure(asked, e);
    } finally {
      database.close(connection);
    }
  }

  /** All rows, each as its columns. */
  static List<List<String>> rows(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        List<List<String>> rows = new ArrayList<>();
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            row.add(found.getString(i));
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }
}
