package io.saleslens.fraud;

import io.saleslens.aov.StoredDays;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which days have documents, and what the ledger says of them.
 *
 * @param sales days with sales
 * @param daily days with daily AOV
 * @param weekly as-of days with weekly AOV
 * @param suspects days with suspect sales
 * @param ledger totals of the clean days
 */
record StoredState(
    NavigableSet<LocalDate> sales,
    NavigableSet<LocalDate> daily,
    NavigableSet<LocalDate> weekly,
    NavigableSet<LocalDate> suspects,
    NavigableMap<LocalDate, DayLedger.Totals> ledger) {

  /**
   * Reads a range of days, and sales and daily AOV also of the days before, on which its weekly AOV
   * stands.
   */
  static StoredState read(
      Elastic elastic, IndexNames names, Optional<LocalDate> from, Optional<LocalDate> to) {
    Optional<LocalDate> windowFrom = from.map(day -> day.minusDays(WeeklyAov.WINDOW));
    return new StoredState(
        StoredDays.of(elastic, names.sales(), "business_date", windowFrom, to),
        StoredDays.of(elastic, names.daily(), "date", windowFrom, to),
        StoredDays.of(elastic, names.weekly(), "as_of", from, to),
        StoredDays.of(elastic, names.frauds(), "business_date", from, to),
        LedgerTotals.read(elastic, names, from, to));
  }

  /** All days on which there is something or should be, up to {@code to}. */
  NavigableSet<LocalDate> days(Optional<LocalDate> horizon, Optional<LocalDate> to) {
    NavigableSet<LocalDate> days = new TreeSet<>(RefreshPlan.of(sales).all());
    horizon.ifPresent(last -> days.tailSet(last, false).clear());
    to.ifPresent(last -> days.tailSet(last, false).clear());
    // Also beyond the horizon: what stands there should not.
    days.addAll(sales);
    days.addAll(daily);
    days.addAll(weekly);
    days.addAll(suspects);
    days.addAll(ledger.keySet());
    return days;
  }
}
