package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import java.util.Optional;

/**
 * A list as it is read.
 *
 * @param filters what its documents fulfil
 * @param order by which way it goes
 * @param snapshot the state that is read; the present one if empty
 */
record Reading<T>(
    Listing<T> listing, Filters filters, SortOrder order, Optional<Snapshot> snapshot) {

  /** The present state of a list. */
  static <T> Reading<T> now(Listing<T> listing, Filters filters, SortOrder order) {
    return new Reading<>(listing, filters, order, Optional.empty());
  }

  /** The same list in another state. */
  Reading<T> in(Snapshot state) {
    return new Reading<>(listing, filters, order, Optional.of(state));
  }

  /** The same of a range of days. */
  Reading<T> of(DateRange days) {
    return new Reading<>(listing, filters.and(listing.day(), days), order, snapshot);
  }
}
