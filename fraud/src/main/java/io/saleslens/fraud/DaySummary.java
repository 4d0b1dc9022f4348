package io.saleslens.fraud;

import io.saleslens.aov.DailyCalculator;
import io.saleslens.indexer.DaySales;
import io.saleslens.indexer.SaleGroup;
import io.saleslens.indexer.StoreSales;
import java.time.LocalDate;
import java.util.List;

/**
 * What comes of a day's sales without those of any other day.
 *
 * @param date the day
 * @param daily its daily AOV
 * @param repeats groups that need a baseline
 */
record DaySummary(LocalDate date, ComputedDay.Daily daily, List<Repeat> repeats) {

  /** Reads a day. */
  static DaySummary read(DaySales sales, RepeatAmountRule rule, LocalDate day) {
    DailyCalculator calculator = new DailyCalculator(day);
    Repeats repeats = new Repeats(rule, day);
    sales.read(
        day,
        new DaySales.Sink() {
          @Override
          public void add(StoreSales store) {
            calculator.add(store);
          }

          @Override
          public void add(SaleGroup group) {
            calculator.add(group);
            repeats.add(group);
          }
        });
    ComputedDay.Daily daily = new ComputedDay.Daily(calculator.finish(), calculator.totals());
    return new DaySummary(day, daily, repeats.finish());
  }
}
