package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which page of a list is wanted.
 *
 * @param limit most items on it
 * @param order by which way the list goes
 * @param after the cursor that the page before ended with; empty for the first page
 */
record Paging(int limit, SortOrder order, Optional<String> after) {

  /** How many to look for, to know whether there is a next page. */
  int oneMore() {
    return limit + 1;
  }

  /** What of these stands on the page. */
  <T> List<T> shown(List<T> found) {
    return found.subList(0, Math.min(found.size(), limit));
  }

  /**
   * The cursor of the next page, if there is one.
   *
   * @param list everything that a cursor is bound to
   */
  <T> Optional<String> next(List<T> found, Function<T, List<String>> position, Object list) {
    return found.size() > limit
        ? Optional.of(Cursor.encode(position.apply(found.get(limit - 1)), list))
        : Optional.empty();
  }
}
