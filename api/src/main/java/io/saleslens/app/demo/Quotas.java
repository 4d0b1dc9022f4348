package io.saleslens.app.demo;

import java.util.List;

/** How many of all sales fall on each day; their sum is the number asked for, exactly. */
final class Quotas {
  private final double[] upTo;
  private final long sales;

  Quotas(DemoSettings settings, List<Store> stores, LocalTimes times, Dice dice) {
    sales = settings.sales();
    upTo = new double[settings.days() + 1];
    for (int i = 0; i < settings.days(); i++) {
      var date = settings.firstDay().plusDays(i);
      double weather = dice.between(0.92, 1.08);
      double rate = times.exists(date) ? new DayRates(stores, date, i).total() * weather : 0;
      upTo[i + 1] = upTo[i] + rate;
    }
  }

  long of(int day) {
    return until(day + 1) - until(day);
  }

  private long until(int day) {
    double all = upTo[upTo.length - 1];
    // The plain ratio is 1 at the end of the last day, whatever rounding did before.
    return (long) (sales * (upTo[day] / all));
  }
}
