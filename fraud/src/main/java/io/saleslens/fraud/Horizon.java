package io.saleslens.fraud;

import io.saleslens.aov.WeeklyAovs;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where the weekly AOV ends: on the day after the last one with a counted sale.
 *
 * @param now by the sales; empty if there is no counted sale
 * @param before by what is stored; empty if nothing is
 */
record Horizon(Optional<LocalDate> now, Optional<LocalDate> before) {

  /** Reads both, which must be visible. */
  static Horizon of(WeeklyAovs weeklies) {
    return new Horizon(weeklies.horizon(), weeklies.lastAsOf());
  }

  /**
   * When the end moves, as-of days between the old end and the new come to exist, or cease to,
   * though no sale of their window changed: those with a clean day's sales in their window. A clean
   * day with sales lies before both ends, so these as-of days are among the seven after the earlier
   * end. This is that day: to treat it as dirty takes all of them in.
   *
   * @return empty if the end did not move, or if there is no clean day with sales
   */
  Optional<LocalDate> moved() {
    if (now.isEmpty() || before.isEmpty() || now.equals(before)) {
      return Optional.empty();
    }
    return now.get().isBefore(before.get()) ? now : before;
  }
}
