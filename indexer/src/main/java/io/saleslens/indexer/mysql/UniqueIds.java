package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.IdColumns;
import io.saleslens.indexer.settings.SettingsException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a key of the table says that its ids tell rows apart. Of a view there is none to ask.
 *
 * @param kept whether one does
 * @param other a key by other columns, if none does
 */
record UniqueIds(boolean kept, Optional<IdColumns> other) {

  /**
   * @param table quoted
   */
  static UniqueIds of(Connection connection, String table, IdColumns id) throws SQLException {
    Map<String, List<String>> keys = new LinkedHashMap<>();
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
          keys.computeIfAbsent(name, it -> new ArrayList<>()).add(part);
        }
      }
    }
    keys.keySet().removeAll(unfit);
    Set<String> columns = lower(id.names());
    boolean kept = keys.values().stream().anyMatch(it -> columns.containsAll(lower(it)));
    return new UniqueIds(kept, keys.values().stream().findFirst().map(IdColumns::new));
  }

  private static Set<String> lower(Collection<String> names) {
    return names.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** Several rows have an id. */
  SettingsException repeated(String table, IdColumns columns, String id) {
    String wayOut =
        other
            .map(
                it ->
                    "Name the columns of a key that does, saleslens.source.columns.id: "
                        + it.text())
            .orElse(
                "Name by saleslens.source.columns.id the columns that do, as in store_id,id, or by saleslens.source.table a view that has such a column");
    return new SettingsException(
        "Several rows of table %s have %s %s: it does not tell rows apart, and all but one of them would be lost. %s. If sales were indexed before, build anew under another saleslens.index.prefix."
            .formatted(table, columns.text(), id, wayOut));
  }
}
