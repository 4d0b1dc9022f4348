package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
    boolean utc = table.isTimestamp(SaleField.SOLD_AT);
    soldAt
        .from()
        .map(from -> utc ? utc(from, table).minusHours(1) : from)
        .ifPresent(from -> add(column + " >= ?", from));
    soldAt
        .to()
        .map(to -> utc ? utc(to, table).plusHours(1) : to)
        .ifPresent(to -> add(column + " < ?", to));
  }

  /** One of the instants that a local time can stand for; the other lies an hour beside it. */
  private static LocalDateTime utc(LocalDateTime local, SourceTable table) {
    return LocalDateTime.ofInstant(local.atZone(table.sourceZone()).toInstant(), ZoneOffset.UTC);
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
