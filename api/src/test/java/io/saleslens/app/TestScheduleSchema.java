package io.saleslens.app;

import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A schema for the schedule, beside the test's own; dropped on close. */
public final class TestScheduleSchema implements AutoCloseable {
  private final TestServers servers;
  private final String name;

  private TestScheduleSchema(TestServers servers) {
    this.servers = servers;
    this.name = servers.mysqlUrl().replaceFirst("jdbc:mysql://[^/]+/([^?]+).*", "$1_schedule");
  }

  /** A fresh one, without tables. */
  public static TestScheduleSchema create(TestServers servers) throws SQLException {
    TestScheduleSchema schema = new TestScheduleSchema(servers);
    schema.execute("CREATE SCHEMA " + schema.name);
    return schema;
  }

  /** The settings of those who keep their schedule here. */
  public TestSettings in(TestSettings settings) {
    return settings
        .with("schedule.store", "mysql")
        .with("schedule.mysql.url", url())
        .with("schedule.mysql.user", servers.mysqlUser())
        .with("schedule.mysql.password", servers.mysqlPassword());
  }

  /** Its JDBC URL. */
  public String url() {
    return servers.mysqlUrl().replaceFirst("(jdbc:mysql://[^/]+/)[^?]+", "$1" + name);
  }

  /** The first column of what a query finds in it. */
  public List<String> query(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url(), servers.mysqlUser(), servers.mysqlPassword());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  /** Statements in it, over one connection. */
  public void run(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url(), servers.mysqlUser(), servers.mysqlPassword());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                servers.mysqlUrl(), servers.mysqlUser(), servers.mysqlPassword());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("DROP SCHEMA " + name);
  }
}
