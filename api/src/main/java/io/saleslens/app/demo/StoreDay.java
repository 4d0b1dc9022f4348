package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One shop on one day, while its sales are made up: keeps the day's exact totals, and knows which
 * further sale would make the rule find something that nobody planted.
 */
final class StoreDay {
  private static final int REPEATS_ALLOWED = 2;

  private final Store store;
  private final LocalDate date;
  private final Baseline baseline;
  private final Set<Integer> customers = new HashSet<>();
  private final Map<Long, Integer> largeRepeats = new HashMap<>();
  private long cardless;
  private long totalSale;

  StoreDay(Store store, LocalDate date) {
    this.store = store;
    this.date = date;
    baseline = store.ledger().baseline(date.toEpochDay());
  }

  Store store() {
    return store;
  }

  LocalDate date() {
    return date;
  }

  /**
   * Whether one more sale would be, or join, a suspect group. Canceled sales count for the rule as
   * others do, so it does not matter whether this one is canceled.
   */
  boolean wouldBeSuspect(int card, long amount) {
    return card != Cards.NONE
        && baseline.isExceededBy(amount)
        && largeRepeats.getOrDefault(key(card, amount), 0) >= REPEATS_ALLOWED;
  }

  void enter(int card, long amount, boolean canceled) {
    if (card != Cards.NONE && baseline.isExceededBy(amount)) {
      largeRepeats.merge(key(card, amount), 1, Integer::sum);
    }
    if (canceled || amount <= 0) {
      return;
    }
    totalSale += amount;
    if (card == Cards.NONE) {
      cardless++;
    } else {
      customers.add(card);
    }
  }

  /** Puts the day's totals into the shop's ledger; nothing may be entered afterwards. */
  void close() {
    store.ledger().record(date.toEpochDay(), totalSale, customers.size() + cardless);
  }

  private static long key(int card, long amount) {
    return amount << 32 | card;
  }
}
