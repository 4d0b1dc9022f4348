package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL of one page of a lane: the rows behind a position, in the lane's order. Written so that
 * MySQL and MariaDB walk the index {@code (key, id)} from the position on; comparing a row
 * constructor or an expression would make them read from the beginning.
 *
 * @param sql with marks for values
 * @param conditions hold the values
 */
record PageQuery(String sql, Conditions conditions) {
  /**
   * @param soldAt keeps only sales of this time
   * @param after the page begins behind this; at the lane's beginning if it is a position in
   *     another order, which an index that came or went can leave behind
   */
  static PageQuery of(
      SourceTable table, Lane lane, TimeRange soldAt, Position after, int pageSize) {
    return of(table.selectList(), table, lane, soldAt, after, pageSize);
  }

  /** The ids alone of the rows of a page. */
  static PageQuery ids(
      SourceTable table, Lane lane, TimeRange soldAt, Position after, int pageSize) {
    return of(table.ids().selected(), table, lane, soldAt, after, pageSize);
  }

  private static PageQuery of(
      String selected,
      SourceTable table,
      Lane lane,
      TimeRange soldAt,
      Position after,
      int pageSize) {
    Conditions conditions = behind(table, lane, soldAt, after);
    Optional<String> key = lane.key().map(table::quotedColumn);
    String order =
        Stream.concat(key.stream(), table.ids().behind(key).stream().map(IdColumn::quoted))
            .collect(Collectors.joining(", "));
    return new PageQuery(
        "SELECT %s FROM %s%s ORDER BY %s LIMIT %d"
            .formatted(selected, table.quotedName(), conditions.sql(), order, pageSize),
        conditions);
  }

  /** What the rows of a lane behind a position fulfil. */
  static Conditions behind(SourceTable table, Lane lane, TimeRange soldAt, Position after) {
    Conditions conditions = new Conditions();
    lane.empty().forEach(field -> conditions.add(Lane.saysNothing(table, field)));
    if (lane.key().isPresent()) {
      addBehindKey(conditions, table, table.quotedColumn(lane.key().get()), after);
    } else if (after.id() != null && after.key() == null) {
      addBehind(conditions, table, Optional.empty(), after);
    }
    table.ids().columns().forEach(it -> conditions.add(it.quoted() + " IS NOT NULL"));
    if (!lane.empty().contains(SaleField.SOLD_AT)) {
      conditions.addSoldAt(table, soldAt);
    }
    return conditions;
  }

  private static void addBehindKey(
      Conditions conditions, SourceTable table, String key, Position after) {
    if (after.key() == null) {
      conditions.add(key + " IS NOT NULL");
    } else if (after.id() == null) {
      conditions.add(key + " >= ?", after.key());
    } else {
      addBehind(conditions, table, Optional.of(key), after);
    }
  }

  /** {@code (k > ? OR k = ? AND a > ? OR k = ? AND a = ? AND b > ?)}. */
  private static void addBehind(
      Conditions conditions, SourceTable table, Optional<String> key, Position after) {
    RowIds ids = table.ids();
    List<Object> id = ids.values(after.id()).orElseThrow(() -> notOfTheTable(table, after));
    List<String> columns = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    key.ifPresent(
        it -> {
          columns.add(it);
          values.add(after.key());
        });
    for (IdColumn column : ids.behind(key)) {
      columns.add(column.quoted());
      values.add(id.get(ids.columns().indexOf(column)));
    }
    List<String> ways = new ArrayList<>();
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String last = i == columns.size() - 1 ? behind(table) : ">";
      String same =
          columns.subList(0, i).stream().map(it -> it + " = ? AND ").collect(Collectors.joining());
      String way = "%s%s %s ?".formatted(same, columns.get(i), last);
      ways.add(i == 0 ? way : "(" + way + ")");
      bound.addAll(values.subList(0, i + 1));
    }
    String joined = String.join(" OR ", ways);
    conditions.add(ways.size() == 1 ? joined : "(" + joined + ")", bound.toArray());
  }

  private static SettingsException notOfTheTable(SourceTable table, Position after) {
    return new SettingsException(
        "A run that was interrupted came to the id %s, which table %s cannot have: saleslens.source.columns.id names %s. Set it back, or build anew under another saleslens.index.prefix."
            .formatted(after.id(), table.name(), table.column(SaleField.ID)));
  }

  /**
   * Where no key keeps ids apart a page begins with the last row of the page before, so that a
   * second one with its id is seen.
   */
  private static String behind(SourceTable table) {
    return table.hasUniqueIds() ? ">" : ">=";
  }
}
