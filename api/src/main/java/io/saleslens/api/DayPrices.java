package io.saleslens.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The AOVs of all stores on a day, handed over in ascending order. */
final class DayPrices {
  private final List<Price> prices = new ArrayList<>();
  private long stores;

  /** How many stores have the same AOV. */
  private record Price(long unitPrice, long stores) {}

  void add(long unitPrice, long ofStores) {
    prices.add(new Price(unitPrice, ofStores));
    stores += ofStores;
  }

  long stores() {
    return stores;
  }

  /**
   * The one in the middle; of an even number the mean of the two in the middle, rounded down. Empty
   * if no store has one.
   */
  Optional<Long> median() {
    if (stores == 0) {
      return Optional.empty();
    }
    long lower = at((stores - 1) / 2);
    long upper = at(stores / 2);
    return Optional.of(lower + (upper - lower) / 2);
  }

  private long at(long place) {
    long passed = 0;
    for (Price price : prices) {
      passed += price.stores();
      if (passed > place) {
        return price.unitPrice();
      }
    }
    throw new IllegalArgumentException("There is no place " + place + " among " + stores);
  }

  /** 1 for the highest; stores with the same AOV share a rank. */
  long rank(long unitPrice) {
    return 1
        + prices.stream().filter(it -> it.unitPrice() > unitPrice).mapToLong(Price::stores).sum();
  }
}
