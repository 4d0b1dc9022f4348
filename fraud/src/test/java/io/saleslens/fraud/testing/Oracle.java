package io.saleslens.fraud.testing;

import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The formulas of DESIGN written down as plainly as can be, over a table held in memory. Shares no
 * code with the product but the records that hold results.
 */
public final class Oracle {
  private final Map<String, DailyAov> daily = new TreeMap<>();
  private final Map<String, WeeklyAov> weekly = new TreeMap<>();
  private final Set<String> suspects = new TreeSet<>();
  private long noBaseline;

  /** A sale of the table; card null or empty means none. */
  private record Sale(
      String id, String store, LocalDate day, String card, long amount, Boolean canceled) {
    boolean isCounted() {
      return Boolean.FALSE.equals(canceled) && amount > 0;
    }

    boolean hasCard() {
      return card != null && !card.isEmpty();
    }
  }

  /**
   * @param rows as text by column, times in the source zone
   */
  public Oracle(List<Map<String, String>> rows, ZoneId sourceZone, ZoneId businessZone) {
    List<Sale> sales =
        rows.stream()
            .filter(row -> row.get("store_id") != null)
            .filter(row -> row.get("sold_at") != null)
            .filter(row -> row.get("amount_sale") != null)
            .map(row -> sale(row, sourceZone, businessZone))
            .toList();
    computeDaily(sales);
    computeWeekly();
    computeSuspects(sales);
  }

  private static Sale sale(Map<String, String> row, ZoneId source, ZoneId business) {
    LocalDateTime soldAt = LocalDateTime.parse(row.get("sold_at").replace(' ', 'T'));
    String canceled = row.get("is_canceled");
    return new Sale(
        row.get("id"),
        row.get("store_id"),
        soldAt.atZone(source).withZoneSameInstant(business).toLocalDate(),
        row.get("card_number"),
        Long.parseLong(row.get("amount_sale")),
        canceled == null ? null : canceled.equals("1") || canceled.equals("true"));
  }

  private void computeDaily(List<Sale> sales) {
    Map<String, List<Sale>> byStoreAndDay =
        sales.stream().collect(Collectors.groupingBy(it -> it.store() + "|" + it.day()));
    byStoreAndDay.forEach(
        (key, its) -> {
          List<Sale> counted = its.stream().filter(Sale::isCounted).toList();
          if (!counted.isEmpty()) {
            daily.put(key, daily(its, counted));
          }
        });
  }

  private static DailyAov daily(List<Sale> all, List<Sale> counted) {
    long total = counted.stream().mapToLong(Sale::amount).sum();
    long cards = counted.stream().filter(Sale::hasCard).map(Sale::card).distinct().count();
    long customers = cards + counted.stream().filter(it -> !it.hasCard()).count();
    List<Sale> canceled = all.stream().filter(it -> Boolean.TRUE.equals(it.canceled())).toList();
    return new DailyAov(
        counted.get(0).store(),
        counted.get(0).day(),
        total,
        counted.size(),
        customers,
        total / customers,
        total / counted.size(),
        canceled.size(),
        canceled.stream().mapToLong(it -> Math.abs(it.amount())).sum());
  }

  private void computeWeekly() {
    if (daily.isEmpty()) {
      return;
    }
    TreeSet<LocalDate> days = new TreeSet<>();
    daily.values().forEach(it -> days.add(it.date()));
    Set<String> stores = daily.values().stream().map(DailyAov::storeId).collect(Collectors.toSet());
    LocalDate last = days.last().plusDays(1);
    for (LocalDate d = days.first().plusDays(1); !d.isAfter(last); d = d.plusDays(1)) {
      for (String store : stores) {
        computeWeekly(store, d);
      }
    }
  }

  private void computeWeekly(String store, LocalDate asOf) {
    List<DailyAov> window = new ArrayList<>();
    for (int n = 7; n >= 1; n--) {
      DailyAov day = daily.get(store + "|" + asOf.minusDays(n));
      if (day != null) {
        window.add(day);
      }
    }
    if (!window.isEmpty()) {
      long total = window.stream().mapToLong(DailyAov::totalSale).sum();
      long sales = window.stream().mapToLong(DailyAov::numSale).sum();
      long customers = window.stream().mapToLong(DailyAov::numCustomer).sum();
      weekly.put(
          store + "|" + asOf,
          new WeeklyAov(
              store,
              asOf,
              asOf.minusDays(7),
              asOf.minusDays(1),
              total,
              sales,
              customers,
              total / customers));
    }
  }

  private void computeSuspects(List<Sale> sales) {
    Map<List<Object>, List<Sale>> groups =
        sales.stream()
            .filter(it -> it.hasCard() && it.amount() > 0)
            .collect(
                Collectors.groupingBy(it -> List.of(it.store(), it.day(), it.card(), it.amount())));
    for (List<Sale> group : groups.values()) {
      Sale one = group.get(0);
      WeeklyAov normal = weekly.get(one.store() + "|" + one.day());
      if (group.size() >= 3 && normal == null) {
        noBaseline++;
      } else if (group.size() >= 3 && isAbove(one.amount(), normal)) {
        group.forEach(it -> suspects.add(it.id()));
      }
    }
  }

  private static boolean isAbove(long amount, WeeklyAov normal) {
    BigInteger left = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(normal.numCustomer()));
    return left.compareTo(BigInteger.TWO.multiply(BigInteger.valueOf(normal.totalSale()))) > 0;
  }

  /** By document id. */
  public Map<String, DailyAov> daily() {
    return daily;
  }

  /** By document id. */
  public Map<String, WeeklyAov> weekly() {
    return weekly;
  }

  /** Ids of sales. */
  public Set<String> suspects() {
    return new HashSet<>(suspects);
  }

  /** Groups of repeats without a weekly AOV to compare with. */
  public long noBaseline() {
    return noBaseline;
  }
}
