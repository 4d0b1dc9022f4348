package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How much each shop may expect of one calendar day. */
final class DayRates {
  private final List<Store> open = new ArrayList<>();
  private final double[] nightBefore;
  private final Weights byStore;

  DayRates(List<Store> stores, LocalDate date, int dayIndex) {
    nightBefore = new double[stores.size()];
    double[] rates = new double[stores.size()];
    for (int i = 0; i < rates.length; i++) {
      double sameDay = stores.get(i).expectedSameDay(date, dayIndex);
      double night = stores.get(i).expectedFromNightBefore(date, dayIndex);
      rates[i] = sameDay + night;
      nightBefore[i] = rates[i] == 0 ? 0 : night / rates[i];
      if (sameDay > 0) {
        open.add(stores.get(i));
      }
    }
    byStore = new Weights(rates);
  }

  /** Relative to other days. */
  double total() {
    return byStore.total();
  }

  /** The shops that open on this day. */
  List<Store> open() {
    return open;
  }

  /** Share of a shop's sales of this day that belong to the night before; 0 to 1. */
  double fromNightBefore(int store) {
    return nightBefore[store];
  }

  /** Deals sales to the shops by chance; the counts by index of the shop. */
  int[] deal(long sales, Dice dice) {
    int[] counts = new int[nightBefore.length];
    for (long i = 0; i < sales; i++) {
      counts[byStore.draw(dice)]++;
    }
    return counts;
  }
}
