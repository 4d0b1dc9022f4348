package io.saleslens.indexer;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Rows that came late: a sync wrote them, though they say that they changed before the one before
 * it began.
 *
 * @param number how many
 * @param oldestLag how long before that the oldest of them changed; zero if there are none
 */
record LateRows(long number, Duration oldestLag) {
  static final LateRows NONE = new LateRows(0, Duration.ZERO);

  /**
   * @param due what changed before this instant was due before; empty if nothing was
   */
  static LateRows of(Row.Sale written, Optional<Instant> due) {
    Instant changed = Instant.EPOCH.plus(written.version(), ChronoUnit.MICROS);
    return due.filter(changed::isBefore)
        .map(it -> new LateRows(1, Duration.between(changed, it)))
        .orElse(NONE);
  }

  LateRows plus(LateRows other) {
    boolean older = oldestLag.compareTo(other.oldestLag) >= 0;
    return new LateRows(number + other.number, older ? oldestLag : other.oldestLag);
  }
}
