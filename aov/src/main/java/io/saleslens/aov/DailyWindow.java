package io.saleslens.aov;

import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The daily AOV that the weekly AOV of a day is computed from: that of the seven days before. Goes
 * along with days in ascending order and holds no more than it needs for the next one.
 */
public final class DailyWindow {
  private final NavigableMap<LocalDate, Collection<DailyAov>> days = new TreeMap<>();
  private final Function<LocalDate, Collection<DailyAov>> others;

  /**
   * @param others the daily AOV of days that are not {@link #put}; each is asked for once
   */
  public DailyWindow(Function<LocalDate, Collection<DailyAov>> others) {
    this.others = others;
  }

  /** Takes in a day as it was just computed. */
  public void put(LocalDate day, Collection<DailyAov> computed) {
    days.headMap(day.minusDays(WeeklyAov.WINDOW), false).clear();
    days.put(day, computed);
  }

  /** The seven days before a day, which must not be before the day asked for last. */
  Collection<Collection<DailyAov>> before(LocalDate asOf) {
    LocalDate first = asOf.minusDays(WeeklyAov.WINDOW);
    days.headMap(first, false).clear();
    for (LocalDate day = first; day.isBefore(asOf); day = day.plusDays(1)) {
      days.computeIfAbsent(day, others);
    }
    return days.headMap(asOf, false).values();
  }
}
