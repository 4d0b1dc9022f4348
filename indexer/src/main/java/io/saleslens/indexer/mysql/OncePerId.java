package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SettingsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * That no two rows have the same id, where no key of the table says so. Asked of the rows at hand
 * alone: of all it would be a second pass. Ids are compared letter by letter, as documents are, and
 * not as the column does.
 */
final class OncePerId {
  /** More values than these MariaDB makes a table of. */
  static final int MOST_IDS = 1_000;

  private final SourceTable table;
  private final Set<String> seen = new HashSet<>();

  OncePerId(SourceTable table) {
    this.table = table;
  }

  /**
   * @throws SettingsException if a row before had this id
   */
  void require(String id) {
    if (!table.hasUniqueIds() && id != null && !seen.add(id)) {
      throw table.repeated(id);
    }
  }

  /**
   * That each row of a page is the only one of the table with its id.
   *
   * @throws SettingsException if one is not
   */
  static void requireOf(PageQuery page, Connection connection, SourceTable table)
      throws SQLException, InterruptedException {
    List<String> ids = new ArrayList<>(MOST_IDS);
    try (PreparedStatement statement = connection.prepareStatement(page.sql())) {
      page.conditions().bind(statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
    }
    for (int from = 0; from < ids.size(); from += MOST_IDS) {
      requireOf(ids.subList(from, Math.min(ids.size(), from + MOST_IDS)), connection, table);
    }
  }

  private static void requireOf(List<String> ids, Connection connection, SourceTable table)
      throws SQLException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Stopped while reading");
    }
    Optional<Conditions> any = table.ids().oneOf(new HashSet<>(ids));
    if (any.isEmpty()) {
      return;
    }
    String sql =
        "SELECT %s FROM %s%s"
            .formatted(table.ids().selected(), table.quotedName(), any.get().sql());
    OncePerId once = new OncePerId(table);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      // row by row, as there may be any number of one id
      statement.setFetchSize(Integer.MIN_VALUE);
      any.get().bind(statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          once.require(row.getString(1));
        }
      }
    }
  }
}
