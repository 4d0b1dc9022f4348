package io.saleslens.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.DailyAov;
import io.saleslens.aov.DailyCalculator;
import io.saleslens.aov.DailyWindow;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.aov.WeeklyAovs;
import io.saleslens.aov.WeeklyCalculator;
import io.saleslens.indexer.SaleGroups;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes days from their sales, one after another in ascending order, so that the daily AOV of a
 * day is at hand when the weekly AOV of the next ones is computed, and that when their suspects are
 * judged. Reads the groups of a day once. Writes nothing.
 */
final class DayComputer {
  private final SaleGroups groups;
  private final WeeklyAovs weeklies;
  private final SuspectSales sales;
  private final RepeatAmountRule rule;
  private final DailyWindow window;
  private final Optional<LocalDate> horizon;

  /**
   * @param weeklies judge suspects of days whose weekly AOV is not computed here
   * @param window gives the daily AOV of days that are not computed here
   * @param horizon the last as-of day that may have documents
   */
  DayComputer(
      SaleGroups groups,
      WeeklyAovs weeklies,
      SuspectSales sales,
      RepeatAmountRule rule,
      DailyWindow window,
      Optional<LocalDate> horizon) {
    this.groups = groups;
    this.weeklies = weeklies;
    this.sales = sales;
    this.rule = rule;
    this.window = window;
    this.horizon = horizon;
  }

  /**
   * Computes the suspects of a day and, where asked for, its daily AOV and the weekly AOV as of it.
   *
   * @param day not before the day computed last
   */
  ComputedDay compute(LocalDate day, boolean withDaily, boolean withWeekly) {
    Optional<DailyCalculator> calculator =
        withDaily ? Optional.of(new DailyCalculator(day)) : Optional.empty();
    Repeats repeats = new Repeats(rule, day);
    groups.forEach(
        day,
        group -> {
          calculator.ifPresent(it -> it.add(group));
          repeats.add(group);
        });
    Optional<ComputedDay.Daily> daily = calculator.map(DayComputer::finish);
    Optional<Map<String, WeeklyAov>> weekly =
        withWeekly ? Optional.of(WeeklyCalculator.compute(day, window, horizon)) : Optional.empty();
    daily.ifPresent(it -> window.put(day, it.documents().values()));
    Suspicions found = judge(day, repeats.finish(), weekly);
    Map<String, ObjectNode> suspects = sales.of(day, found.suspicions());
    return new ComputedDay(day, daily, weekly, suspects, found.noBaseline());
  }

  private static ComputedDay.Daily finish(DailyCalculator calculator) {
    Map<String, DailyAov> documents = calculator.finish();
    return new ComputedDay.Daily(documents, calculator.totals());
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
