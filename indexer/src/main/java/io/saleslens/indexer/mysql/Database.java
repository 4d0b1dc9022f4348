package io.saleslens.indexer.mysql;

import io.saleslens.indexer.meter.Meters;
import io.saleslens.indexer.settings.MysqlParameters;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.SettingsException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to MySQL and turns its errors into ours. A run needs one connection for its
 * whole length, so there is no pool.
 */
public final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int ACCESS_DENIED = 1045;
  private static final int ACCESS_DENIED_TO_SCHEMA = 1044;
  private static final int UNKNOWN_SCHEMA = 1049;
  private static final int UNKNOWN_COLUMN = 1054;
  private static final int PRIVILEGE_MISSING = 1142;
  private static final int UNKNOWN_TABLE = 1146;

  private static final int SECONDS_FOR_SIGN_OF_LIFE = 5;

  private final MysqlSettings settings;
  private final Meters meters;

  public Database(MysqlSettings settings) {
    this(settings, Meters.NONE);
  }

  /**
   * @param meters are told of attempts that failed
   */
  public Database(MysqlSettings settings, Meters meters) {
    this.settings = settings;
    this.meters = meters;
  }

  /**
   * Opens a connection; the caller closes it.
   *
   * @throws MysqlException if the server cannot be reached
   * @throws SettingsException if it does not accept the user, password or schema
   */
  public Connection connect() {
    try {
      return DriverManager.getConnection(settings.url(), properties());
    } catch (SQLException e) {
      throw failure("a connection", e);
    }
  }

  /** Closes a connection; that this fails does no harm any more and is only logged. */
  public void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("A connection to MySQL {} did not close cleanly: {}", shownUrl(), firstLine(e));
    }
  }

  /** What a connection is opened with beside the URL; the password is among it. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    settings.password().ifPresent(it -> properties.setProperty("password", it.value()));
    properties.putAll(MysqlParameters.FIXED);
    setUnlessInUrl(
        properties, "connectTimeout", Long.toString(settings.connectTimeout().toMillis()));
    setUnlessInUrl(properties, "socketTimeout", Long.toString(settings.readTimeout().toMillis()));
    setUnlessInUrl(properties, "rewriteBatchedStatements", "true");
    MysqlTls.set(properties, settings);
    return properties;
  }

  private void setUnlessInUrl(Properties properties, String key, String value) {
    if (!settings.url().matches(".*[?&]" + key + "=.*")) {
      properties.setProperty(key, value);
    }
  }

  /**
   * The server's clock, so that ours does not matter.
   *
   * @throws MysqlException if the server fails
   */
  public Instant now(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      answer.next();
      return answer.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    } catch (SQLException e) {
      throw failure("its clock", e);
    }
  }

  /**
   * Our exception for the driver's one that is at the bottom of another; empty if there is none.
   *
   * @param asked ends the sentence "asked for …"
   */
  public Optional<RuntimeException> failureBelow(String asked, Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .reduce((above, below) -> below)
        .map(it -> failure(asked, it));
  }

  /**
   * Our exception for one of the driver's.
   *
   * @param asked ends the sentence "asked for …"
   */
  public RuntimeException failure(String asked, SQLException e) {
    String server = "MySQL " + settings.shownUrl();
    Optional<String> advice = MysqlTls.advice(settings, e);
    if (advice.isPresent()) {
      return new SettingsException(server + " " + advice.get(), e);
    }
    return switch (e.getErrorCode()) {
      case ACCESS_DENIED, ACCESS_DENIED_TO_SCHEMA, PRIVILEGE_MISSING ->
          new SettingsException(
              "%s refused user '%s' (asked for %s). Check %s, %s and the user's privileges."
                  .formatted(
                      server,
                      settings.user(),
                      asked,
                      settings.key("user"),
                      settings.key("password")),
              e);
      case UNKNOWN_SCHEMA ->
          new SettingsException(
              "%s has no such schema. Check the end of %s.".formatted(server, settings.key("url")),
              e);
      case UNKNOWN_TABLE, UNKNOWN_COLUMN ->
          new SettingsException(
              "%s, asked for %s: %s. Check saleslens.source.table and saleslens.source.columns."
                  .formatted(server, asked, e.getMessage()),
              e);
      default -> new MysqlException(describe(server, asked, e), TemporaryFailures.has(e), e);
    };
  }

  /** Whether it is the connection that failed, not what was asked. */
  public static boolean isConnectionLost(SQLException e) {
    // in the middle of a result the driver gives the state of a general error
    return e.getSQLState() != null && e.getSQLState().startsWith("08")
        || Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
            .anyMatch(IOException.class::isInstance);
  }

  /** Whether a connection can no longer be used, whatever its last error said. */
  static boolean isBroken(Connection connection) {
    try {
      return !connection.isValid(SECONDS_FOR_SIGN_OF_LIFE);
    } catch (SQLException e) {
      return true;
    }
  }

  private static String describe(String server, String asked, SQLException e) {
    if (isConnectionLost(e)) {
      return "%s, asked for %s, cannot be reached or broke the connection off (%s). Is it running?"
          .formatted(server, asked, firstLine(e));
    }
    return "%s, asked for %s, failed: %s (error %d, state %s)"
        .formatted(server, asked, firstLine(e), e.getErrorCode(), e.getSQLState());
  }

  private static String firstLine(SQLException e) {
    return e.getMessage() == null ? "no message" : e.getMessage().lines().findFirst().orElse("");
  }

  Meters meters() {
    return meters;
  }

  /** The server as it may be shown: host, port and schema. */
  public String shownUrl() {
    return settings.shownUrl();
  }
}
