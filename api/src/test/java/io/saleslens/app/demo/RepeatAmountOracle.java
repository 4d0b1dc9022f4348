package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The contract's formulas in the plainest way there is, over sales held in memory; shares no code
 * with the generator, which has to agree with it.
 */
final class RepeatAmountOracle {
  private record StoreDate(long store, LocalDate date) {}

  private record Group(long store, LocalDate date, String card, long amount) {}

  private static final class Daily {
    private long totalSale;
    private long withoutCard;
    private final Set<String> cards = new HashSet<>();
  }

  private final Map<StoreDate, Daily> dailies = new HashMap<>();
  private final Map<Group, List<Long>> groups = new HashMap<>();

  void add(DemoSale sale) {
    LocalDate date = sale.soldAt().toLocalDate();
    if (sale.amountSale() <= 0) {
      return;
    }
    if (sale.cardNumber() != null) {
      Group group = new Group(sale.storeId(), date, sale.cardNumber(), sale.amountSale());
      groups.computeIfAbsent(group, any -> new ArrayList<>()).add(sale.id());
    }
    if (sale.isCanceled()) {
      return;
    }
    StoreDate key = new StoreDate(sale.storeId(), date);
    Daily daily = dailies.computeIfAbsent(key, any -> new Daily());
    daily.totalSale += sale.amountSale();
    if (sale.cardNumber() == null) {
      daily.withoutCard++;
    } else {
      daily.cards.add(sale.cardNumber());
    }
  }

  /** Ids of all sales of suspect groups, ascending. */
  Set<Long> suspects() {
    Set<Long> ids = new TreeSet<>();
    groups.forEach(
        (group, sales) -> {
          if (sales.size() >= 3 && isLarge(group)) {
            ids.addAll(sales);
          }
        });
    return ids;
  }

  /** Groups of three or more that have a baseline and do not exceed it. */
  long harmlessRepeats() {
    return groups.entrySet().stream()
        .filter(e -> e.getValue().size() >= 3 && hasBaseline(e.getKey()) && !isLarge(e.getKey()))
        .count();
  }

  /** Groups of three or more in shops without a baseline. */
  long repeatsWithoutBaseline() {
    return groups.entrySet().stream()
        .filter(e -> e.getValue().size() >= 3 && !hasBaseline(e.getKey()))
        .count();
  }

  /** Groups of exactly two above the baseline. */
  long largePairs() {
    return groups.entrySet().stream()
        .filter(e -> e.getValue().size() == 2 && isLarge(e.getKey()))
        .count();
  }

  private boolean hasBaseline(Group group) {
    return customers(group) > 0;
  }

  private boolean isLarge(Group group) {
    long customers = customers(group);
    return customers > 0 && group.amount() * customers > 2 * totalSale(group);
  }

  private long customers(Group asOf) {
    long sum = 0;
    for (Daily daily : week(asOf)) {
      sum += daily.cards.size() + daily.withoutCard;
    }
    return sum;
  }

  private long totalSale(Group asOf) {
    return week(asOf).stream().mapToLong(daily -> daily.totalSale).sum();
  }

  private List<Daily> week(Group asOf) {
    List<Daily> week = new ArrayList<>();
    for (int back = 1; back <= 7; back++) {
      Daily daily = dailies.get(new StoreDate(asOf.store(), asOf.date().minusDays(back)));
      if (daily != null) {
        week.add(daily);
      }
    }
    return week;
  }
}
