package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SettingsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The zone in which a connection shows and takes TIMESTAMP columns. MySQL stores them as instants
 * and by default turns them into the server's own zone. They are read in UTC, where no time is
 * there twice, and written in the zone of the table's other times.
 */
final class SessionZone {
  private static final int UNKNOWN_ZONE = 1298;

  /** A zone whose clocks were never changed since counts as a fixed offset. */
  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

  private SessionZone() {}

  /** Shows instants as they are. */
  static void utc(Connection connection) throws SQLException {
    execute(connection, "+00:00");
  }

  /**
   * Takes local times of a zone.
   *
   * @throws SettingsException if the server does not know the zone
   */
  static void set(Connection connection, ZoneId zone, String table) throws SQLException {
    if (zone.getRules().nextTransition(LONG_AGO) == null) {
      String offset = zone.getRules().getOffset(Instant.now()).getId();
      execute(connection, offset.equals("Z") ? "+00:00" : offset);
      return;
    }
    try {
      execute(connection, zone.getId());
    } catch (SQLException e) {
      if (e.getErrorCode() != UNKNOWN_ZONE) {
        throw e;
      }
      throw new SettingsException(
          "Table %s has TIMESTAMP columns, and the server does not know the zone %s of saleslens.source.zone (SALESLENS_SOURCE_ZONE), in which they are to be written. Load its time zone tables (mysql_tzinfo_to_sql), or set another zone."
              .formatted(table, zone.getId()),
          e);
    }
  }

  private static void execute(Connection connection, String zone) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SET SESSION time_zone = ?")) {
      statement.setString(1, zone);
      statement.execute();
    }
  }
}
