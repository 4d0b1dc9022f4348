package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SQL of one page of a lane: the rows behind a position, in the lane's order. Written so that
 * MySQL and MariaDB walk the index {@code (key, id)} from the position on; comparing a row
 * constructor or an expression would make them read from the beginning.
 *
 * @param sql with marks for values
 * @param conditions hold the values
 */
record PageQuery(String sql, Conditions conditions) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,64}");

  /**
   * @param soldAt keeps only sales of this time
   * @param after the page begins behind this; at the lane's beginning if it is a position in
   *     another order, which an index that came or went can leave behind
   */
  static PageQuery of(
      SourceTable table, Lane lane, TimeRange soldAt, Position after, int pageSize) {
    Conditions conditions = behind(table, lane, soldAt, after);
    String id = table.quotedColumn(SaleField.ID);
    String order = lane.key().map(key -> table.quotedColumn(key) + ", ").orElse("") + id;
    return new PageQuery(
        "SELECT %s FROM %s%s ORDER BY %s LIMIT %d"
            .formatted(table.selectList(), table.quotedName(), conditions.sql(), order, pageSize),
        conditions);
  }

  /** What the rows of a lane behind a position fulfil. */
  static Conditions behind(SourceTable table, Lane lane, TimeRange soldAt, Position after) {
    String id = table.quotedColumn(SaleField.ID);
    Conditions conditions = new Conditions();
    lane.empty().forEach(field -> conditions.add(Lane.saysNothing(table, field)));
    if (lane.key().isPresent()) {
      addBehindKey(conditions, table, table.quotedColumn(lane.key().get()), after);
    } else if (after.id() != null && after.key() == null) {
      conditions.add("%s %s ?".formatted(id, behind(table)), idValue(table, after));
    }
    conditions.add(id + " IS NOT NULL");
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
      String id = table.quotedColumn(SaleField.ID);
      conditions.add(
          "(%s > ? OR (%s = ? AND %s %s ?))".formatted(key, key, id, behind(table)),
          after.key(),
          after.key(),
          idValue(table, after));
    }
  }

  /**
   * Where no key keeps ids apart a page begins with the last row of the page before, so that a
   * second one with its id is seen.
   */
  private static String behind(SourceTable table) {
    return table.hasUniqueIds() ? ">" : ">=";
  }

  /** A number must be bound as one: compared with text, MySQL would turn both into doubles. */
  private static Object idValue(SourceTable table, Position after) {
    return table.isNumeric(SaleField.ID) ? new BigDecimal(after.id()) : after.id();
  }

  /** Empty for an id that is no number where the column holds numbers. */
  static Optional<Object> idValue(SourceTable table, String id) {
    if (!table.isNumeric(SaleField.ID)) {
      return Optional.of(id);
    }
    return WHOLE_NUMBER.matcher(id).matches() ? Optional.of(new BigDecimal(id)) : Optional.empty();
  }
}
