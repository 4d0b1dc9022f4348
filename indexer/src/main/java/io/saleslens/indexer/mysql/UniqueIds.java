package io.saleslens.indexer.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether a key of the table says that its ids tell rows apart. Of a view there is none to ask. */
final class UniqueIds {
  private UniqueIds() {}

  /**
   * @param table quoted
   * @param column of the id
   */
  static boolean areKept(Connection connection, String table, String column) throws SQLException {
    Map<String, Set<String>> keys = new HashMap<>();
    Set<String> unfit = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet index = statement.executeQuery("SHOW INDEX FROM " + table)) {
      while (index.next()) {
        String name = index.getString("Key_name");
        String part = index.getString("Column_name");
        // part of a text may be alike where the whole is not, NULL is never alike
        if (index.getInt("Non_unique") != 0
            || part == null
            || index.getString("Sub_part") != null
            || "YES".equals(index.getString("Null"))) {
          unfit.add(name);
        } else {
          keys.computeIfAbsent(name, it -> new HashSet<>()).add(part.toLowerCase(Locale.ROOT));
        }
      }
    }
    keys.keySet().removeAll(unfit);
    return keys.containsValue(Set.of(column.toLowerCase(Locale.ROOT)));
  }
}
