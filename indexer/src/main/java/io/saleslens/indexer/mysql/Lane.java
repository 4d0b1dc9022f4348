package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way through the table along an index. Rows are ordered by {@code (coalesce(modified, created,
 * sold_at), id)}; no index can serve that expression, so they are read in three lanes, each ordered
 * by a plain column: rows with {@code modified}, rows without it but with {@code created}, and rows
 * with neither. A full read goes by id alone, in one lane; a read of some days by {@code sold_at}.
 *
 * @param key the column that orders the lane before id; empty means by id alone
 * @param empty the columns that say nothing for all rows of the lane
 */
record Lane(Optional<SaleField> key, List<SaleField> empty) {

  private static final List<SaleField> KEYS =
      List.of(SaleField.MODIFIED, SaleField.CREATED, SaleField.SOLD_AT);

  /** All rows, by id. */
  static final List<Lane> BY_ID = List.of(new Lane(Optional.empty(), List.of()));

  /** The rows that were sold, by when they were. */
  static final List<Lane> BY_SOLD_AT = List.of(new Lane(Optional.of(SaleField.SOLD_AT), List.of()));

  /** The rows that say no time, by id. */
  static final Lane NEVER_SOLD = new Lane(Optional.empty(), List.of(SaleField.SOLD_AT));

  /**
   * All rows, by when they changed last. A column whose order is not that of time, such as text,
   * cannot be gone along: the rows that have nothing in the columns before it are all read.
   */
  static List<Lane> byChange(SourceTable table) {
    List<SaleField> keys = KEYS.stream().filter(table::has).toList();
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Optional<SaleField> key = Optional.of(keys.get(i)).filter(table::isOrderedInTime);
      lanes.add(new Lane(key, keys.subList(0, i)));
      if (key.isEmpty()) {
        break;
      }
    }
    return lanes;
  }

  /**
   * Which rows say nothing in a column, as the encoder sees it: also those with a date of zeros,
   * which to SQL is a date before all others.
   */
  static String saysNothing(SourceTable table, SaleField field) {
    String column = table.quotedColumn(field);
    // MySQL finds nothing before a constant that no TIMESTAMP can be
    String first = table.isTimestamp(field) ? "1970-01-01 00:00:01" : "1000-01-01";
    return field != SaleField.SOLD_AT && table.isOrderedInTime(field)
        ? "(%1$s IS NULL OR %1$s < '%2$s')".formatted(column, first)
        : column + " IS NULL";
  }

  /** How exactly it says when a row changed that it did, which is as far back as must be read. */
  static LocalDateTime settled(SourceTable table, SaleField key, LocalDateTime since) {
    return table.isDate(key)
        // whose day it is, the server's or the shop's, is not said
        ? since.truncatedTo(ChronoUnit.DAYS).minusDays(1)
        : since.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether some rows say no more than the day on which they changed. */
  static boolean isOfDays(SourceTable table) {
    return KEYS.stream().filter(table::has).anyMatch(table::isDate);
  }
}
