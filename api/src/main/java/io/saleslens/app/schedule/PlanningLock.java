package io.saleslens.app.schedule;

import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.MysqlException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * Held by the one instance that makes tables and plans. Instances that are started together would
 * otherwise each find the same time missed, and each make up for it. The server takes it back when
 * the connection ends, however it ends.
 */
final class PlanningLock {
  /** Below the time after which the driver gives an answer up. */
  private static final int SECONDS_PER_TRY = 5;

  private static final int TRIES = 12;

  private final Database database;
  private final Connection connection;

  private PlanningLock(Database database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /**
   * Waits for it, up to a minute.
   *
   * @throws MysqlException if the server cannot be reached or another instance keeps the lock
   */
  static PlanningLock of(Database database) {
    PlanningLock lock = new PlanningLock(database, database.connect());
    try {
      lock.take();
      return lock;
    } catch (SQLException e) {
      lock.close();
      throw database.failure("the lock of the schedule", e);
    }
  }

  private void take() throws SQLException {
    try (PreparedStatement statement =
        // Names of locks are the server's, not the schema's.
        connection.prepareStatement("SELECT GET_LOCK(CONCAT('saleslens-', MD5(DATABASE())), ?)")) {
      statement.setInt(1, SECONDS_PER_TRY);
      for (int i = 0; i < TRIES; i++) {
        try (ResultSet answer = statement.executeQuery()) {
          answer.next();
          if (answer.getInt(1) == 1) {
            return;
          }
        }
      }
    }
    throw new SQLTimeoutException(
        "another instance has been starting for %d s".formatted(SECONDS_PER_TRY * TRIES));
  }

  void close() {
    database.close(connection);
  }
}
