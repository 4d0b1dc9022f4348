package io.saleslens.aov;

import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The daily AOV that the weekly AOV of a day is computed from: that of the seven days before. Goes
 * along with days in ascending order, tells what comes into the window and what leaves it, and
 * holds no more than it needs for the next day.
 */
final class DailyWindow {
  private final Function<LocalDate, Collection<DailyAov>> others;
  private final NavigableMap<LocalDate, Collection<DailyAov>> computed = new TreeMap<>();
  private final NavigableMap<LocalDate, Collection<DailyAov>> inside = new TreeMap<>();

  /**
   * @param others the daily AOV of days that are not {@link #put}; each is asked for once
   */
  DailyWindow(Function<LocalDate, Collection<DailyAov>> others) {
    this.others = others;
  }

  /** Takes in a day as it was just computed. */
  void put(LocalDate day, Collection<DailyAov> daily) {
    computed.headMap(day.minusDays(WeeklyAov.WINDOW), false).clear();
    computed.put(day, daily);
  }

  /**
   * Moves on to the seven days before a day, which must not be before the day asked for last.
   *
   * @param left is given what was in the window and is no more, first
   * @param entered is given what was not in the window
   */
  void slide(LocalDate asOf, Consumer<DailyAov> left, Consumer<DailyAov> entered) {
    LocalDate first = asOf.minusDays(WeeklyAov.WINDOW);
    NavigableMap<LocalDate, Collection<DailyAov>> gone = inside.headMap(first, false);
    gone.values().forEach(day -> day.forEach(left));
    gone.clear();
    computed.headMap(first, false).clear();
    for (LocalDate day = first; day.isBefore(asOf); day = day.plusDays(1)) {
      if (!inside.containsKey(day)) {
        Collection<DailyAov> daily = computed.remove(day);
        inside.put(day, daily == null ? others.apply(day) : daily);
        inside.get(day).forEach(entered);
      }
    }
  }
}
