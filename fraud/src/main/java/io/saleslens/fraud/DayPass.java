package io.saleslens.fraud;

import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.DayReplacement.Changes;
import io.saleslens.indexer.elastic.DayReplacement.Mode;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** One way through the days of a plan, from the first to the last; adds up what was done. */
final class DayPass {
  private final DayComputer computer;
  private final DerivedIndices derived;
  private final Mode mode;
  private final Map<LocalDate, DayLedger.Totals> totals = new TreeMap<>();
  private Changes daily = Changes.NONE;
  private Changes weekly = Changes.NONE;
  private Changes frauds = Changes.NONE;
  private long suspects;
  private long noBaseline;

  DayPass(DayComputer computer, DerivedIndices derived, Mode mode) {
    this.computer = computer;
    this.derived = derived;
    this.mode = mode;
  }

  void over(RefreshPlan plan, Progress progress) throws InterruptedException {
    progress.begin("days", plan.all().size());
    try (DaysAhead days = computer.read(plan.all())) {
      for (LocalDate day : plan.all()) {
        store(
            computer.compute(days.next(), plan.daily().contains(day), plan.weekly().contains(day)));
        progress.advance(1);
        Refresh.stopIfInterrupted();
      }
    }
  }

  private void store(ComputedDay day) {
    LocalDate date = day.date();
    day.daily()
        .ifPresent(
            it -> {
              daily = daily.plus(derived.dailies().replace(date, it.documents(), mode));
              totals.put(date, it.totals());
            });
    day.weekly().ifPresent(it -> weekly = weekly.plus(derived.weeklies().replace(date, it, mode)));
    frauds = frauds.plus(derived.suspects().replace(date, day.suspects(), mode));
    suspects += day.suspects().size();
    noBaseline += day.noBaseline();
  }

  /** Totals of a day whose daily AOV was computed. */
  DayLedger.Totals totals(LocalDate day) {
    return totals.get(day);
  }

  RefreshReport report(RefreshPlan plan, long stillDirty) {
    return new RefreshReport(
        plan.daily().size(),
        plan.weekly().size(),
        plan.all().size(),
        daily,
        weekly,
        frauds,
        suspects,
        noBaseline,
        stillDirty);
  }
}
