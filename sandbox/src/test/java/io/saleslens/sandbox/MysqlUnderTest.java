package io.saleslens.sandbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Properties;

/** The database server that the tests of this JVM use. */
final class MysqlUnderTest implements AutoCloseable {
  static final String PROPERTY = "saleslens.test.mysql";

  private final MysqlAddress address;
  private final Runnable end;

  private MysqlUnderTest(MysqlAddress address, Runnable end) {
    this.address = address;
    this.end = end;
  }

  /** The server that the property names, or that of the build, or a sandbox. */
  static MysqlUnderTest start() {
    String url = System.getProperty(PROPERTY, "");
    if (!url.isEmpty()) {
      String user = System.getProperty(PROPERTY + ".user", "");
      String password = System.getProperty(PROPERTY + ".password", "");
      return new MysqlUnderTest(MysqlAddress.parse(url, user, password), () -> {});
    }
    return BuildServers.reach(Sandbox.Part.MYSQL)
        .map(MysqlUnderTest::at)
        .orElseGet(
            () -> of(Sandbox.start(SandboxOptions.defaults(), EnumSet.of(Sandbox.Part.MYSQL))));
  }

  private static MysqlUnderTest at(Properties address) {
    return new MysqlUnderTest(
        MysqlAddress.parse(
            address.getProperty("url"),
            address.getProperty("user"),
            address.getProperty("password")),
        () -> {});
  }

  /** A sandbox' server, which is closed with this. */
  static MysqlUnderTest of(Sandbox sandbox) {
    return new MysqlUnderTest(
        MysqlAddress.parse(
            sandbox.mysqlServer().verifiedUrl(), sandbox.mysqlUser(), sandbox.mysqlPassword()),
        sandbox::close);
  }

  TestSchema newSchema() {
    String schema = TestNames.next();
    execute("CREATE DATABASE " + schema + " CHARACTER SET utf8mb4");
    TestMysql mysql =
        new TestMysql(address.url(schema), address.user(), address.password(), schema);
    return new TestSchema(mysql, () -> drop(schema));
  }

  private void drop(String schema) {
    // so that a transaction left open by a test fails that test and does not stop the run
    execute("SET SESSION lock_wait_timeout = 10", "DROP DATABASE IF EXISTS " + schema);
  }

  private void execute(String... statements) {
    try (Connection connection =
            DriverManager.getConnection(address.url(""), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "%s failed on %s".formatted(String.join("; ", statements), address.server()), e);
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
