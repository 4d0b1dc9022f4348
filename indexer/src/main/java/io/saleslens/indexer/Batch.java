package io.saleslens.indexer;

import io.saleslens.indexer.mysql.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows that are written together, in the order in which they were read. */
final class Batch {
  private final List<Row.Sale> sales = new ArrayList<>();
  private final List<Row.Refused> refused = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Position last;
  private final Optional<Instant> due;
  private long bytes;

  Batch() {
    this(Optional.empty());
  }

  /**
   * @param due what changed before this instant was due before and comes late; empty if nothing was
   */
  Batch(Optional<Instant> due) {
    this.due = due;
  }

  void add(Row row, Position position) {
    if (row instanceof Row.Sale sale) {
      sales.add(sale);
      bytes += sale.document().length;
    } else {
      refused.add((Row.Refused) row);
    }
    if (row.id() != null) {
      ids.add(row.id());
    }
    last = position == null ? last : position;
  }

  /** A row that is not there any more. */
  void addGone(String id) {
    gone.add(id);
    ids.add(id);
  }

  List<Row.Sale> sales() {
    return sales;
  }

  List<Row.Refused> refused() {
    return refused;
  }

  /** Ids of rows that are not there any more. */
  List<String> gone() {
    return gone;
  }

  Set<String> ids() {
    return ids;
  }

  /** The last row's position; null if none of the rows has one. */
  Position last() {
    return last;
  }

  int rows() {
    return sales.size() + refused.size() + gone.size();
  }

  Optional<Instant> due() {
    return due;
  }

  /** Size of the documents, bytes. */
  long bytes() {
    return bytes;
  }
}
