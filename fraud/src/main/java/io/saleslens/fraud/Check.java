package io.saleslens.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.DayReplacement;
import io.saleslens.indexer.elastic.DayReplacement.Changes;
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
  private final DayReplacement.Pass dailies;
  private final DayReplacement.Pass weeklies;
  private final DayReplacement.Pass suspects;
  private final StoredState stored;
  private final RefreshPlan stale;
  private final Optional<LocalDate> from;
  private final Failures failures;
  private final List<CheckReport.Difference> differences = new ArrayList<>();

  /**
   * @param stale what a refresh of the dirty days computes
   * @param from first day to look at; of days before, only the daily AOV is compared
   * @param failures are told of days that fail
   */
  Check(
      DerivedIndices derived,
      StoredState stored,
      RefreshPlan stale,
      Optional<LocalDate> from,
      Failures failures) {
    this.dailies = derived.dailies().replacement().begin(Optional.empty());
    this.weeklies = derived.weeklies().replacement().begin(Optional.empty());
    this.suspects = derived.suspects().begin(Optional.empty());
    this.stored = stored;
    this.stale = stale;
    this.from = from;
    this.failures = failures;
  }

  /** Compares days, in ascending order. */
  List<CheckReport.Difference> run(
      Collection<LocalDate> days, DayComputer computer, Progress progress)
      throws InterruptedException {
    progress.beginDays("check", days.size());
    try (DaysAhead read = computer.read(days)) {
      for (LocalDate day : days) {
        compare(day, computer, failures.attempt(day, day, read::next));
        progress.advance(1);
        Refresh.stopIfInterrupted();
      }
    }
    return differences;
  }

  private void compare(LocalDate day, DayComputer computer, Optional<DaySummary> read)
      throws InterruptedException {
    boolean inRange = from.map(first -> !day.isBefore(first)).orElse(true);
    ComputedDay computed = computer.compute(day, read, true, inRange);
    failures.attempt(day, day, () -> compare(computed, inRange));
  }

  private ComputedDay compare(ComputedDay computed, boolean inRange) throws InterruptedException {
    LocalDate day = computed.date();
    if (computed.daily().isPresent()) {
      compareDaily(day, computed.daily().get());
      if (inRange) {
        compareLedger(day, computed.daily().get().totals());
      }
    }
    if (computed.weekly().isPresent()) {
      compareWeekly(day, computed.weekly().get());
    }
    if (inRange && computed.suspects().isPresent()) {
      compareSuspects(day, computed.suspects().get());
    }
    return computed;
  }

  private void compareDaily(LocalDate day, ComputedDay.Daily daily) throws InterruptedException {
    if (!stale.daily().contains(day)) {
      compare(DerivedIndex.DAILY, stored.daily(), dailies, day, daily.documents());
    }
  }

  private void compareWeekly(LocalDate day, Map<String, WeeklyAov> computed)
      throws InterruptedException {
    if (!stale.weekly().contains(day)) {
      compare(DerivedIndex.WEEKLY, stored.weekly(), weeklies, day, computed);
    }
  }

  private void compareSuspects(LocalDate day, Map<String, ObjectNode> computed)
      throws InterruptedException {
    if (!stale.all().contains(day)) {
      compare(DerivedIndex.SUSPECTS, stored.suspects(), suspects, day, computed);
    }
  }

  private void compare(
      DerivedIndex index,
      Set<LocalDate> storedDays,
      DayReplacement.Pass comparison,
      LocalDate day,
      Map<String, ?> computed)
      throws InterruptedException {
    if (computed.isEmpty() && !storedDays.contains(day)) {
      return;
    }
    Changes changes = comparison.replace(day, computed);
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
