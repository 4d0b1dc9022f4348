package io.saleslens.fraud;

import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.BulkQueue;
import io.saleslens.indexer.elastic.DayReplacement;
import io.saleslens.indexer.elastic.DayReplacement.Changes;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One way through the days of a plan, from the first to the last; adds up what was done. */
final class DayPass {
  private final DayComputer computer;
  private final Optional<BulkQueue> writes;
  private final Failures failures;
  private final DayReplacement.Pass dailies;
  private final DayReplacement.Pass weeklies;
  private final DayReplacement.Pass frauds;
  private final Map<LocalDate, DayLedger.Totals> totals = new TreeMap<>();
  private Changes daily = Changes.NONE;
  private Changes weekly = Changes.NONE;
  private Changes fraud = Changes.NONE;
  private long suspects;
  private long noBaseline;

  /**
   * @param writes takes what is to be written; empty if the changes are only counted
   * @param failures are told of days that fail
   */
  DayPass(
      DayComputer computer, DerivedIndices derived, Optional<BulkQueue> writes, Failures failures) {
    this.computer = computer;
    this.writes = writes;
    this.failures = failures;
    this.dailies = derived.dailies().replacement().begin(writes);
    this.weeklies = derived.weeklies().replacement().begin(writes);
    this.frauds = derived.suspects().begin(writes);
  }

  /** On return all is written. */
  void over(RefreshPlan plan, Progress progress) throws InterruptedException {
    progress.beginDays("days", plan.all().size());
    try (DaysAhead days = computer.read(plan.all())) {
      for (LocalDate day : plan.all()) {
        Optional<DaySummary> read = failures.attempt(day, day, days::next);
        ComputedDay computed =
            computer.compute(day, read, plan.daily().contains(day), plan.weekly().contains(day));
        failures.attempt(day, day, () -> store(computed));
        progress.advance(1);
        Refresh.stopIfInterrupted();
      }
    }
    if (writes.isPresent()) {
      writes.get().finish();
    }
  }

  private ComputedDay store(ComputedDay day) throws InterruptedException {
    LocalDate date = day.date();
    if (day.daily().isPresent()) {
      daily = daily.plus(dailies.replace(date, day.daily().get().documents()));
      totals.put(date, day.daily().get().totals());
    }
    if (day.weekly().isPresent()) {
      weekly = weekly.plus(weeklies.replace(date, day.weekly().get()));
    }
    if (day.suspects().isPresent()) {
      fraud = fraud.plus(frauds.replace(date, day.suspects().get()));
      suspects += day.suspects().get().size();
    }
    noBaseline += day.noBaseline();
    return day;
  }

  /** Totals of the days whose daily AOV was computed, and that nothing failed on. */
  Map<LocalDate, DayLedger.Totals> totals() {
    totals.keySet().removeAll(failures.origins());
    return totals;
  }

  RefreshReport report(RefreshPlan plan, long stillDirty) {
    return new RefreshReport(
        plan.daily().size(),
        plan.weekly().size(),
        plan.all().size(),
        daily,
        weekly,
        fraud,
        suspects,
        noBaseline,
        stillDirty,
        failures.days());
  }
}
