package io.saleslens.app.doctor;

import io.saleslens.indexer.mysql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Whether a MySQL can be reached, and what it is. */
final class MysqlCheck implements Check {
  private final String name;
  private final Database database;

  MysqlCheck(String name, Database database) {
    this.name = name;
    this.database = database;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Finding> look() {
    long start = System.nanoTime();
    return new Sql(database).connected("its version", connection -> found(connection, start));
  }

  private List<Finding> found(Connection connection, long start) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    List<List<String>> cipher = Sql.rows(connection, "SHOW STATUS LIKE 'Ssl_cipher'");
    boolean encrypted = !cipher.isEmpty() && !cipher.get(0).get(1).isEmpty();
    return List.of(
        Finding.ok(
            name,
            String.format(
                Locale.ROOT,
                "%s at %s, %s, connected in %d ms",
                version,
                database.shownUrl(),
                encrypted ? "by TLS" : "not encrypted",
                (System.nanoTime() - start) / 1_000_000)));
  }
}
