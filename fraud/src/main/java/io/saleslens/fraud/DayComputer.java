package io.saleslens.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.aov.WeeklyAovs;
import io.saleslens.aov.WeeklyCalculator;
import io.saleslens.indexer.DaySales;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Computes days from their sales, one after another in ascending order, so that the daily AOV of a
 * day is at hand when the weekly AOV of the next ones is computed, and that when their suspects are
 * judged. Reads a day once. Writes nothing.
 */
final class DayComputer {
  private final DaySales days;
  private final WeeklyAovs weeklies;
  private final SuspectSales sales;
  private final RepeatAmountRule rule;
  private final WeeklyCalculator weekly;
  private final Optional<LocalDate> horizon;
  private final Failures failures;

  /** Days whose daily AOV was to be computed and could not be. */
  private final NavigableSet<LocalDate> unknown = new TreeSet<>();

  /**
   * @param weeklies judge suspects of days whose weekly AOV is not computed here
   * @param weekly is given the daily AOV of the days that are computed here
   * @param horizon the last as-of day that may have documents
   * @param failures are told of days that fail
   */
  DayComputer(
      DaySales days,
      WeeklyAovs weeklies,
      SuspectSales sales,
      RepeatAmountRule rule,
      WeeklyCalculator weekly,
      Optional<LocalDate> horizon,
      Failures failures) {
    this.days = days;
    this.weeklies = weeklies;
    this.sales = sales;
    this.rule = rule;
    this.weekly = weekly;
    this.horizon = horizon;
    this.failures = failures;
  }

  /** Reads days, ahead of being computed. */
  DaysAhead read(Collection<LocalDate> those) {
    return new DaysAhead(those, day -> DaySummary.read(days, rule, day));
  }

  /**
   * Computes the suspects of a day and, where asked for, its daily AOV and the weekly AOV as of it.
   * What is not known, because this or a day that it depends on failed, is left empty.
   *
   * @param day not before the one computed last
   * @param read its sales; empty if they could not be read
   */
  ComputedDay compute(
      LocalDate day, Optional<DaySummary> read, boolean withDaily, boolean withWeekly)
      throws InterruptedException {
    Optional<ComputedDay.Daily> daily = withDaily ? read.map(DaySummary::daily) : Optional.empty();
    Optional<Map<String, WeeklyAov>> asOf = withWeekly ? weekly(day) : Optional.empty();
    if (withDaily) {
      daily.ifPresentOrElse(it -> weekly.put(day, it.documents().values()), () -> unknown.add(day));
    }
    Optional<Suspected> suspected =
        read.isPresent() && (asOf.isPresent() || !withWeekly)
            ? failures.attempt(day, day, () -> suspects(day, read.get().repeats(), asOf))
            : Optional.empty();
    return new ComputedDay(
        day,
        daily,
        asOf,
        suspected.map(Suspected::documents),
        suspected.map(Suspected::noBaseline).orElse(0L));
  }

  /** Waits for the days of its window, all of which must be known. */
  private Optional<Map<String, WeeklyAov>> weekly(LocalDate day) throws InterruptedException {
    boolean isKnown = unknown.subSet(day.minusDays(WeeklyAov.WINDOW), day).isEmpty();
    return isKnown
        ? failures.attempt(day, day.minusDays(1), () -> weekly.compute(day, horizon))
        : Optional.empty();
  }

  private record Suspected(Map<String, ObjectNode> documents, long noBaseline) {}

  private Suspected suspects(
      LocalDate day, List<Repeat> repeats, Optional<Map<String, WeeklyAov>> asOf) {
    Suspicions found = judge(day, repeats, asOf);
    return new Suspected(sales.of(day, found.suspicions()), found.noBaseline());
  }

  private Suspicions judge(
      LocalDate day, List<Repeat> repeats, Optional<Map<String, WeeklyAov>> computed) {
    if (repeats.isEmpty()) {
      return new Suspicions(List.of(), 0);
    }
    Collection<WeeklyAov> weekly = computed.map(Map::values).orElseGet(() -> weeklies.asOf(day));
    return Suspicions.judge(rule, repeats, weekly);
  }
}
