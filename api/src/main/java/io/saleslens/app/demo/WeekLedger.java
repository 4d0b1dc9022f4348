package io.saleslens.app.demo;

import java.util.Arrays;

/** The last seven days' exact totals of one shop; days are counted from 1970-01-01. */
final class WeekLedger {
  private static final int WEEK = 7;

  private final long[] days = new long[WEEK];
  private final long[] totals = new long[WEEK];
  private final long[] customers = new long[WEEK];

  WeekLedger() {
    Arrays.fill(days, Long.MIN_VALUE);
  }

  /** Takes a day's final totals; days come in ascending order. */
  void record(long day, long totalSale, long numCustomer) {
    int slot = (int) Math.floorMod(day, (long) WEEK);
    days[slot] = day;
    totals[slot] = totalSale;
    customers[slot] = numCustomer;
  }

  /** As of {@code asOf}; that day itself is not part of it. */
  Baseline baseline(long asOf) {
    long total = 0;
    long customer = 0;
    for (int i = 0; i < WEEK; i++) {
      if (days[i] >= asOf - WEEK && days[i] < asOf) {
        total += totals[i];
        customer += customers[i];
      }
    }
    return new Baseline(total, customer);
  }
}
