package io.saleslens.app.schedule;

import io.saleslens.indexer.mysql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Makes Quartz' tables again that were dropped. Flyway does not: its history says that it made
 * them.
 */
final class ScheduleTables {
  private static final String SCRIPT = "migrations/V1__quartz_tables.sql";
  private static final int NUMBER = 11;

  /** A table, or an index, that is there. */
  private static final Set<Integer> EXISTS = Set.of(1050, 1061);

  private final Database database;

  ScheduleTables(Database database) {
    this.database = database;
  }

  void makeMissing() {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      if (number(statement) < NUMBER) {
        make(statement);
      }
    } catch (SQLException e) {
      throw database.failure("the tables of the schedule", e);
    } finally {
      database.close(connection);
    }
  }

  private static int number(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'QRTZ\\_%'")) {
      found.next();
      return found.getInt(1);
    }
  }

  private static void make(Statement statement) throws SQLException {
    for (String sql : script().replaceAll("(?m)^\\s*(--|#).*$", "").split(";")) {
      if (sql.isBlank()) {
        continue;
      }
      try {
        statement.execute(sql);
      } catch (SQLException e) {
        if (!EXISTS.contains(e.getErrorCode())) {
          throw e;
        }
      }
    }
  }

  private static String script() {
    try (InputStream in = ScheduleTables.class.getResourceAsStream(SCRIPT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
