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
import java.util.Optional;

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

  /**
   * @param weeklies judge suspects of days whose weekly AOV is not computed here
   * @param weekly is given the daily AOV of the days that are computed here
   * @param horizon the last as-of day that may have documents
   */
  DayComputer(
      DaySales days,
      WeeklyAovs weeklies,
      SuspectSales sales,
      RepeatAmountRule rule,
      WeeklyCalculator weekly,
      Optional<LocalDate> horizon) {
    this.days = days;
    this.weeklies = weeklies;
    this.sales = sales;
    this.rule = rule;
    this.weekly = weekly;
    this.horizon = horizon;
  }

  /** Reads days, ahead of being computed. */
  DaysAhead read(Collection<LocalDate> those) {
    return new DaysAhead(those, day -> DaySummary.read(days, rule, day));
  }

  /**
   * Computes the suspects of a day and, where asked for, its daily AOV and the weekly AOV as of it.
   *
   * @param read the day, which is not before the one computed last
   */
  ComputedDay compute(DaySummary read, boolean withDaily, boolean withWeekly) {
    LocalDate day = read.date();
    Optional<ComputedDay.Daily> daily = withDaily ? Optional.of(read.daily()) : Optional.empty();
    Optional<Map<String, WeeklyAov>> asOf =
        withWeekly ? Optional.of(weekly.compute(day, horizon)) : Optional.empty();
    daily.ifPresent(it -> weekly.put(day, it.documents().values()));
    Suspicions found = judge(day, read.repeats(), asOf);
    Map<String, ObjectNode> suspects = sales.of(day, found.suspicions());
    return new ComputedDay(day, daily, asOf, suspects, found.noBaseline());
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
