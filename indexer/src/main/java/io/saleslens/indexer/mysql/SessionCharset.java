package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SettingsException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * The character set in which a connection sends what rows are compared with. In one that has not
 * all characters some ids would be sent as others, and a page would begin before the one before it.
 */
final class SessionCharset {
  private SessionCharset() {}

  /**
   * @throws SettingsException if it is not UTF-8, for which the URL or the server has seen to it
   */
  static void require(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT @@character_set_client, @@character_set_connection")) {
      row.next();
      for (int i = 1; i <= 2; i++) {
        String charset = row.getString(i).toLowerCase(Locale.ROOT);
        if (!charset.startsWith("utf8")) {
          throw new SettingsException(
              "The connection to MySQL speaks %s, not UTF-8: ids could not be compared. Leave sessionVariables that change it out of the URL, and init_connect out of the server's settings."
                  .formatted(charset));
        }
      }
    }
  }
}
