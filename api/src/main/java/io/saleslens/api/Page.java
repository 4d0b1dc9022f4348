package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param items in the list's order
 * @param next to be given as {@code after} for the next page; null on the last one
 * @param freshness how current the list is
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Page<T>(List<T> items, Optional<String> next, State freshness) {

  /**
   * @param readThrough every change that was committed in MySQL before is in; null if nothing was
   *     read completely yet
   * @param dirty whether sales of a day that the list depends on changed without everything being
   *     computed from them yet
   * @param verifiedAt when everything was last compared with MySQL and agreed; null if never, or if
   *     the last comparison found differences that stand
   * @param clockSkewSeconds how far MySQL's clock was ahead of the others when it was read last,
   *     below zero if behind; absent if they agreed
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record State(
      Optional<Instant> readThrough,
      boolean dirty,
      Optional<Instant> verifiedAt,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> clockSkewSeconds) {}
}
