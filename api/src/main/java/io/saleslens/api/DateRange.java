package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Days, both ends included.
 *
 * @param from first day, or empty for no limit
 * @param to last day, or empty for no limit
 */
record DateRange(Optional<LocalDate> from, Optional<LocalDate> to) {

  /** All days. */
  static final DateRange ALL = new DateRange(Optional.empty(), Optional.empty());

  /** One day. */
  static DateRange of(LocalDate day) {
    return new DateRange(Optional.of(day), Optional.of(day));
  }

  /** From a day to a day, both included. */
  static DateRange between(LocalDate first, LocalDate last) {
    return new DateRange(Optional.of(first), Optional.of(last));
  }

  /** A day and all that come later in an order. */
  static DateRange from(LocalDate day, SortOrder order) {
    Optional<LocalDate> end = Optional.of(day);
    return order == SortOrder.Asc
        ? new DateRange(end, Optional.empty())
        : new DateRange(Optional.empty(), end);
  }

  /** The range with its ends moved by some days. */
  DateRange moved(int fromDays, int toDays) {
    return new DateRange(from.map(it -> it.plusDays(fromDays)), to.map(it -> it.plusDays(toDays)));
  }
}
