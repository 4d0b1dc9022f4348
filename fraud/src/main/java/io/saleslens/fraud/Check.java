package io.saleslens.fraud;

import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.DayReplacement.Changes;
import io.saleslens.indexer.elastic.DayReplacement.Mode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what is stored with what the sales come to. What a refresh of the dirty days will
 * compute anyway is known to be stale and passed over. Writes nothing.
 */
final class Check {
  private final DerivedIndices derived;
  private final StoredState stored;
  private final RefreshPlan stale;
  private final Optional<LocalDate> from;
  private final List<CheckReport.Difference> differences = new ArrayList<>();

  /**
   * @param stale what a refresh of the dirty days computes
   * @param from first day to look at; of days before, only the daily AOV is compared
   */
  Check(DerivedIndices derived, StoredState stored, RefreshPlan stale, Optional<LocalDate> from) {
    this.derived = derived;
    this.stored = stored;
    this.stale = stale;
    this.from = from;
  }

  /** A way to compare a day of an index. */
  private interface Comparison<T> {
    Changes compare(LocalDate day, Map<String, T> computed, Mode mode);
  }

  /** Compares days, in ascending order. */
  List<CheckReport.Difference> run(
      Collection<LocalDate> days, DayComputer computer, Progress progress)
      throws InterruptedException {
    progress.begin("check", days.size());
    try (DaysAhead read = computer.read(days)) {
      for (LocalDate day : days) {
        compare(day, computer, read.next());
        progress.advance(1);
        Refresh.stopIfInterrupted();
      }
    }
    return differences;
  }

  private void compare(LocalDate day, DayComputer computer, DaySummary read) {
    boolean inRange = from.map(first -> !day.isBefore(first)).orElse(true);
    ComputedDay computed = computer.compute(read, true, inRange);
    compareDaily(day, computed.daily().orElseThrow());
    if (inRange) {
      compareLedger(day, computed.daily().orElseThrow().totals());
      compareWeekly(day, computed);
      compareSuspects(day, computed);
    }
  }

  private void compareDaily(LocalDate day, ComputedDay.Daily daily) {
    if (!stale.daily().contains(day)) {
      compare(
          DerivedIndex.DAILY, stored.daily(), derived.dailies()::replace, day, daily.documents());
    }
  }

  private void compareWeekly(LocalDate day, ComputedDay computed) {
    if (!stale.weekly().contains(day)) {
      compare(
          DerivedIndex.WEEKLY,
          stored.weekly(),
          derived.weeklies()::replace,
          day,
          computed.weekly().orElseThrow());
    }
  }

  private void compareSuspects(LocalDate day, ComputedDay computed) {
    if (!stale.all().contains(day)) {
      compare(
          DerivedIndex.SUSPECTS,
          stored.suspects(),
          derived.suspects()::replace,
          day,
          computed.suspects());
    }
  }

  private <T> void compare(
      DerivedIndex index,
      Set<LocalDate> storedDays,
      Comparison<T> comparison,
      LocalDate day,
      Map<String, T> computed) {
    if (computed.isEmpty() && !storedDays.contains(day)) {
      return;
    }
    Changes changes = comparison.compare(day, computed, Mode.COMPARE);
    if (!changes.equals(Changes.NONE)) {
      add(index, day, changes.written(), changes.deleted());
    }
  }

  /** A day with sales has an entry with its totals, a day without sales has none. */
  private void compareLedger(LocalDate day, DayLedger.Totals totals) {
    if (stale.daily().contains(day)) {
      return;
    }
    boolean expected = totals.sales() > 0;
    Optional<DayLedger.Totals> entry = Optional.ofNullable(stored.ledger().get(day));
    if (expected && !entry.equals(Optional.of(totals))) {
      add(DerivedIndex.DAYS, day, 1, 0);
    } else if (!expected && entry.isPresent()) {
      add(DerivedIndex.DAYS, day, 0, 1);
    }
  }

  private void add(DerivedIndex index, LocalDate day, long wrongOrMissing, long surplus) {
    differences.add(new CheckReport.Difference(index, day, wrongOrMissing, surplus));
  }
}
