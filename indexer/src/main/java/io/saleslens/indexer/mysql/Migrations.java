package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SettingsException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Makes and changes the tables that are ours, by the scripts in a folder of resources. */
public final class Migrations {
  private final Database database;
  private final String history;
  private final String tables;

  /**
   * @param database where the tables are
   * @param history the table that keeps what was done
   * @param tables what to call them all in errors
   */
  public Migrations(Database database, String history, String tables) {
    this.database = database;
    this.history = history;
    this.tables = tables;
  }

  /**
   * Does what was not done yet, one process at a time.
   *
   * @param connections two at least, which stay the caller's
   * @param owner whose package has the folder {@code migrations}
   * @throws MysqlException if the server cannot be reached or fails
   * @throws SettingsException if it refuses the user or lacks the schema
   */
  public void run(DataSource connections, Class<?> owner) {
    try {
      Flyway.configure(owner.getClassLoader())
          .dataSource(connections)
          .locations("classpath:" + owner.getPackageName().replace('.', '/') + "/migrations")
          .failOnMissingLocations(true)
          .table(history)
          // Whoever names a schema that holds other tables means it.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw database.failureBelow(tables, e).orElse(e);
    }
  }
}
