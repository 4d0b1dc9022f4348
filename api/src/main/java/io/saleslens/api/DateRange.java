package io.saleslens.api;

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

  /** The range with its ends moved by some days. */
  DateRange moved(int fromDays, int toDays) {
    return new DateRange(from.map(it -> it.plusDays(fromDays)), to.map(it -> it.plusDays(toDays)));
  }
}
