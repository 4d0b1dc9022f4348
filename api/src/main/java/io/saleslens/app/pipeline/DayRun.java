package io.saleslens.app.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Days without a gap.
 *
 * @param first and
 * @param last are included
 */
record DayRun(LocalDate first, LocalDate last) {
  /** The fewest that cover just these days. */
  static List<DayRun> of(SortedSet<LocalDate> days) {
    List<DayRun> runs = new ArrayList<>();
    for (LocalDate day : days) {
      int end = runs.size() - 1;
      if (end >= 0 && runs.get(end).last().plusDays(1).equals(day)) {
        runs.set(end, new DayRun(runs.get(end).first(), day));
      } else {
        runs.add(new DayRun(day, day));
      }
    }
    return runs;
  }
}
