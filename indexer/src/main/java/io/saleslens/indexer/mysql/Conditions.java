package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a WHERE clause, joined by AND, together with the values of their marks. */
final class Conditions {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  void add(String condition, Object... itsValues) {
    conditions.add(condition);
    values.addAll(List.of(itsValues));
  }

  void addSoldAt(SourceTable table, TimeRange soldAt) {
    String column = table.quotedColumn(SaleField.SOLD_AT);
    soldAt.from().ifPresent(from -> add(column + " >= ?", from));
    soldAt.to().ifPresent(to -> add(column + " < ?", to));
  }

  String sql() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
