package io.saleslens.app.schedule;

import com.zaxxer.hikari.HikariDataSource;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.Migrations;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.quartz.SchedulerException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Keeps the schedule in a schema of MySQL, where several instances share it: each time is run by
 * one of them, and what one leaves behind that dies is run by another. Instances that share it must
 * have the same settings and clocks that agree to a second.
 *
 * <p>The constructor does no I/O; Quartz closes the connections when it shuts down.
 */
final class MysqlStore implements ScheduleStore {
  private static final String HISTORY = "saleslens_schedule_history";
  private static final String WHAT = "the schedule";

  /** Quartz has four threads here; planning and Flyway come before them. */
  private static final int CONNECTIONS = 4;

  private static final Duration CHECK_IN = Duration.ofSeconds(3);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Database database;
  private final HikariDataSource pool;
  private final String name;
  private final Duration longestUnseen;
  private final String poolName = "saleslens-schedule-" + UUID.randomUUID();

  /**
   * @param name tells this schedule from others that are kept in the same schema
   * @param longestUnseen how long a trigger that another instance stored can stay unseen; a second
   *     at least
   */
  MysqlStore(MysqlSettings settings, String name, Duration longestUnseen) {
    this.database = new Database(settings);
    this.name = name;
    this.longestUnseen = longestUnseen;
    this.pool = pool(settings);
    DBConnectionManager.getInstance().addConnectionProvider(poolName, new Connections());
  }

  private HikariDataSource pool(MysqlSettings settings) {
    HikariDataSource connections = new HikariDataSource();
    connections.setPoolName(poolName);
    connections.setJdbcUrl(settings.url());
    connections.setDataSourceProperties(database.properties());
    connections.setMaximumPoolSize(CONNECTIONS);
    connections.setMinimumIdle(1);
    connections.setConnectionTimeout(settings.connectTimeout().toMillis());
    // What Quartz locks, it locks by rows of its own; gap locks would only make deadlocks.
    connections.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return connections;
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", name);
    properties.setProperty("org.quartz.scheduler.instanceId", UUID.randomUUID().toString());
    properties.setProperty("org.quartz.scheduler.idleWaitTime", millis(longestUnseen));
    properties.setProperty("org.quartz.scheduler.dbFailureRetryInterval", millis(RETRY));
    String store = "org.quartz.jobStore.";
    properties.setProperty(store + "class", JobStoreTX.class.getName());
    properties.setProperty(store + "driverDelegateClass", StdJDBCDelegate.class.getName());
    properties.setProperty(store + "dataSource", poolName);
    properties.setProperty(store + "isClustered", "true");
    properties.setProperty(store + "clusterCheckinInterval", millis(CHECK_IN));
    properties.setProperty(store + "dbRetryInterval", millis(RETRY));
    properties.setProperty(store + "acquireTriggersWithinLock", "true");
    // Plain text in the tables; nothing from them is ever deserialized.
    properties.setProperty(store + "useProperties", "true");
    return properties;
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }

  /**
   * @throws MysqlException if the server cannot be reached or fails
   * @throws SettingsException if it refuses the user or lacks the schema
   */
  @Override
  public void plan(Planning planning) throws SchedulerException {
    PlanningLock lock = PlanningLock.of(database);
    try {
      new Migrations(database, HISTORY, WHAT).run(pool, MysqlStore.class);
      new ScheduleTables(database).makeMissing();
      planning.run();
    } catch (SchedulerException e) {
      throw failure(e).orElseThrow(() -> e);
    } finally {
      lock.close();
    }
  }

  @Override
  public Optional<RuntimeException> failure(SchedulerException failure) {
    return database.failureBelow(WHAT, failure);
  }

  /** Quartz' view of the pool. */
  private final class Connections implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return pool.getConnection();
    }

    @Override
    public void initialize() {}

    @Override
    public void shutdown() {
      pool.close();
    }
  }
}
