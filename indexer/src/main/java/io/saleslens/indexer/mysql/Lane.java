package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One way through the table along an index. Rows are ordered by {@code (coalesce(modified, created,
 * sold_at), id)}; no index can serve that expression, so they are read in three lanes, each ordered
 * by a plain column: rows with {@code modified}, rows without it but with {@code created}, and rows
 * with neither. A full read goes by id alone, in one lane; a read of some days by {@code sold_at}.
 *
 * @param key the column that orders the lane before id; empty means by id alone
 * @param empty the columns that are NULL for all rows of the lane
 */
record Lane(Optional<SaleField> key, List<SaleField> empty) {

  /** All rows, by id. */
  static final List<Lane> BY_ID = List.of(new Lane(Optional.empty(), List.of()));

  /** The rows that were sold, by when they were. */
  static final List<Lane> BY_SOLD_AT = List.of(new Lane(Optional.of(SaleField.SOLD_AT), List.of()));

  /** The rows that say no time, by id. */
  static final Lane NEVER_SOLD = new Lane(Optional.empty(), List.of(SaleField.SOLD_AT));

  /** All rows, by when they changed last. */
  static List<Lane> byChange(SourceTable table) {
    List<SaleField> keys =
        List.of(SaleField.MODIFIED, SaleField.CREATED, SaleField.SOLD_AT).stream()
            .filter(table::has)
            .toList();
    return IntStream.range(0, keys.size())
        .mapToObj(i -> new Lane(Optional.of(keys.get(i)), keys.subList(0, i)))
        .toList();
  }
}
