package io.saleslens.fraud;

import io.saleslens.aov.WeeklyAov;
import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What depends on some days: daily AOV of d, weekly AOV as of d+1 to d+7, suspects of d to d+7.
 *
 * @param daily the days themselves
 * @param weekly as-of days
 * @param all both of them, which are also the days to look at for suspects
 */
record RefreshPlan(
    NavigableSet<LocalDate> daily, NavigableSet<LocalDate> weekly, NavigableSet<LocalDate> all) {

  static RefreshPlan of(Collection<LocalDate> days) {
    NavigableSet<LocalDate> weekly = asOfDays(days);
    NavigableSet<LocalDate> all = new TreeSet<>(weekly);
    all.addAll(days);
    return new RefreshPlan(new TreeSet<>(days), weekly, all);
  }

  /** All as-of days whose window has one of the days. */
  private static NavigableSet<LocalDate> asOfDays(Collection<LocalDate> days) {
    NavigableSet<LocalDate> asOf = new TreeSet<>();
    for (LocalDate day : days) {
      for (int n = 1; n <= WeeklyAov.WINDOW; n++) {
        asOf.add(day.plusDays(n));
      }
    }
    return asOf;
  }

  /** How much that is. */
  Closure closure() {
    return new Closure(daily.size(), weekly.size(), all.size());
  }
}
