package io.saleslens.app.kibana;

import static io.saleslens.app.kibana.ExpectedRows.grouped;
import static io.saleslens.app.kibana.ExpectedRows.one;
import static io.saleslens.app.kibana.ExpectedRows.row;
import static io.saleslens.app.kibana.ExpectedRows.sum;
import static io.saleslens.app.kibana.ExpectedRows.top;

import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.app.kibana.RawSales.Sale;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What <em>Sales &amp; AOV</em> must show.
 *
 * @param minorUnits in a major one
 */
record ExpectedSales(RawSales sales, double minorUnits) {
  private static final String OTHER = "Other";

  List<Map<String, Object>> rows(String title, Set<LocalDate> days) {
    List<Sale> counted = sales.counted(days);
    List<DailyAov> daily = sales.daily(days);
    return switch (title) {
      case "Revenue" -> one(title, revenue(counted));
      case "Sales" -> one(title, (double) counted.size());
      case "AOV" -> one(title, aov(daily));
      case "AOV of the last 7 days against the 7 days before" -> one(title, change(days));
      case "Daily AOV of the 5 stores with the most revenue" -> dailyAov(daily);
      case "Weekly AOV of all stores, over the 7 days before each day" ->
          grouped(sales.weekly(days), WeeklyAov::asOf)
              .map((day, its) -> row("As of", day, "Weekly AOV", weeklyAov(its)));
      case "Revenue by day, and the 9 stores with the most of it" -> dailyRevenue(counted);
      case "The 10 stores with the most revenue" ->
          grouped(counted, Sale::store)
              .only(top(10, counted, Sale::store, Sale::amount)::contains)
              .map((store, its) -> row("Store", store, "Revenue", revenue(its)));
      case "Revenue by card company" ->
          grouped(counted, it -> it.company() == null ? "(missing value)" : it.company())
              .map((company, its) -> row("Card company", company, "Revenue", revenue(its)));
      case "Sales by hour and weekday, in the business zone" -> byHour(counted);
      case "Stores by revenue" -> grouped(daily, DailyAov::storeId).map(this::store);
      case "Stores by groups of suspect sales" ->
          grouped(sales.all(days), Sale::store).map((store, its) -> suspects(store, its, days));
      default -> throw ExpectedRows.unknown(title);
    };
  }

  private List<Map<String, Object>> dailyAov(List<DailyAov> daily) {
    Set<String> top = top(5, daily, DailyAov::storeId, DailyAov::totalSale);
    return daily.stream()
        .filter(it -> top.contains(it.storeId()))
        .map(it -> row("Store", it.storeId(), "Business day", it.date(), "AOV", aov(List.of(it))))
        .toList();
  }

  private List<Map<String, Object>> dailyRevenue(List<Sale> counted) {
    Set<String> top = top(9, counted, Sale::store, Sale::amount);
    return grouped(counted, it -> List.of(top.contains(it.store()) ? it.store() : OTHER, it.day()))
        .map(
            (key, its) ->
                row("Store", key.get(0), "Business day", key.get(1), "Revenue", revenue(its)));
  }

  private static List<Map<String, Object>> byHour(List<Sale> counted) {
    return grouped(counted, it -> List.of(it.hour(), it.weekday()))
        .map(
            (key, its) ->
                row("Hour", key.get(0), "Weekday", key.get(1), "Sales", (double) its.size()));
  }

  private Map<String, Object> store(String store, List<DailyAov> daily) {
    Map<String, Object> row = row("Store", store, "AOV", aov(daily));
    row.put("Revenue", sum(daily, DailyAov::totalSale) / minorUnits);
    row.put("Sales", sum(daily, DailyAov::numSale));
    row.put("Customers", sum(daily, DailyAov::numCustomer));
    return row;
  }

  private Map<String, Object> suspects(String store, List<Sale> all, Set<LocalDate> days) {
    double suspects = sales.suspects(store, days).size();
    Map<String, Object> row = row("Store", store, "All sales", (double) all.size());
    row.put("Suspect sales", suspects);
    row.put("Share suspect", suspects / all.size());
    return row;
  }

  private double change(Set<LocalDate> days) {
    LocalDate last = new TreeSet<>(days).last();
    return flooredAov(sales.daily(week(last))) / flooredAov(sales.daily(week(last.minusDays(7))))
        - 1;
  }

  private static Set<LocalDate> week(LocalDate last) {
    return last.minusDays(6).datesUntil(last.plusDays(1)).collect(Collectors.toSet());
  }

  private double revenue(List<Sale> counted) {
    return sum(counted, Sale::amount) / minorUnits;
  }

  private double aov(List<DailyAov> daily) {
    return flooredAov(daily) / minorUnits;
  }

  private static double flooredAov(List<DailyAov> daily) {
    return Math.floor(sum(daily, DailyAov::totalSale) / sum(daily, DailyAov::numCustomer));
  }

  private double weeklyAov(List<WeeklyAov> weekly) {
    double total = sum(weekly, WeeklyAov::totalSale);
    return Math.floor(total / sum(weekly, WeeklyAov::numCustomer)) / minorUnits;
  }
}
