package io.saleslens.indexer;

import io.saleslens.indexer.mysql.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * How a backfill is shared: cut into ranges of days that hold about as many rows each.
 *
 * @param startedAt by MySQL's clock
 * @param from first business day to read, or empty for all
 * @param to last business day to read, or empty for all
 * @param rows about how many there are
 * @param compare whether anything may stand in the index that has to be looked up first
 * @param ranges how many, counted from 0
 */
record SharedPlan(
    Instant startedAt,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    long rows,
    boolean compare,
    int ranges) {
  /** So many that instances of unequal speed end at about the same time. */
  private static final int USUAL_RANGES = 64;

  /** Below this the start of a range would cost more than its rows. */
  private static final long FEWEST_ROWS = 2_000;

  /** As much as is lost at most when a worker dies without a checkpoint: about a minute's work. */
  private static final long MOST_ROWS = 1_000_000;

  /** Whether all sales are read. */
  boolean isOfEverything() {
    return from.isEmpty() && to.isEmpty();
  }

  /** The numbers of all ranges. */
  List<Integer> numbers() {
    return IntStream.range(0, ranges).boxed().toList();
  }

  /**
   * Cuts a time between days. No time falls between two ranges: each begins where the one before
   * ends, and the first and the last reach as far as the whole does.
   *
   * @param days number of rows by day of the source zone
   */
  static List<TimeRange> cut(TimeRange whole, SortedMap<LocalDate, Long> days) {
    long rows = days.values().stream().mapToLong(Long::longValue).sum();
    return cut(whole, days, Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, rows / USUAL_RANGES)));
  }

  /**
   * @param most rows of a range, unless one day has more
   */
  static List<TimeRange> cut(TimeRange whole, SortedMap<LocalDate, Long> days, long most) {
    List<TimeRange> ranges = new ArrayList<>();
    TimeRange rest = whole;
    long rows = 0;
    for (Map.Entry<LocalDate, Long> day : days.entrySet()) {
      if (rows > 0 && rows + day.getValue() > most) {
        LocalDateTime midnight = day.getKey().atStartOfDay();
        ranges.add(rest.before(midnight));
        rest = rest.since(midnight);
        rows = 0;
      }
      rows += day.getValue();
    }
    ranges.add(rest);
    return ranges;
  }
}
