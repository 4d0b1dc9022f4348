package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.app.kibana.RawSales.Sale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What each panel must show: by its dashboard and title, and by the labels of what is in it.
 * Written down once more, from what the titles say, over the raw sales and over what was run.
 */
final class Expected {
  private static final String OTHER = "Other";

  private final RawSales sales;
  private final Operations operations;
  private final ZoneId zone;
  private final double minorUnits;

  /**
   * What was run, and what stands in the ledgers.
   *
   * @param runs documents of the runs
   * @param days documents of the day ledger
   * @param rejects documents of the rows refused
   */
  record Operations(List<JsonNode> runs, List<JsonNode> days, List<JsonNode> rejects) {}

  /**
   * @param zone of the business, and of the browser
   * @param minorUnits in a major one
   */
  Expected(RawSales sales, Operations operations, ZoneId zone, long minorUnits) {
    this.sales = sales;
    this.operations = operations;
    this.zone = zone;
    this.minorUnits = minorUnits;
  }

  /**
   * @param days of the dashboard's time range
   * @return its rows, in any order
   */
  List<Map<String, Object>> rows(Panel panel, Set<LocalDate> days) {
    String dashboard = panel.dashboard().title();
    if (dashboard.startsWith("Operations")) {
      return operations(panel.title(), days);
    }
    return dashboard.startsWith("Sales & AOV")
        ? salesAndAov(panel.title(), days)
        : suspects(panel.title(), days);
  }

  private List<Map<String, Object>> salesAndAov(String title, Set<LocalDate> days) {
    List<Sale> counted = sales.counted(days);
    List<DailyAov> daily = sales.daily(days);
    return switch (title) {
      case "Revenue" -> one("Revenue", money(revenue(counted)));
      case "Sales" -> one("Sales", (double) counted.size());
      case "AOV" -> one("AOV", money(aov(daily)));
      case "AOV of the last 7 days against the 7 days before" -> one(title, change(days));
      case "Daily AOV of the 5 stores with the most revenue" -> {
        Set<String> top = top(5, daily, DailyAov::storeId, DailyAov::totalSale);
        yield daily.stream()
            .filter(it -> top.contains(it.storeId()))
            .map(
                it ->
                    row(
                        "Store", it.storeId(),
                        "Business day", it.date(),
                        "AOV", money(it.totalSale() / it.numCustomer())))
            .toList();
      }
      case "Weekly AOV of all stores, over the 7 days before each day" ->
          grouped(sales.weekly(days), WeeklyAov::asOf)
              .map((day, its) -> row("As of", day, "Weekly AOV", money(weeklyAov(its))));
      case "Revenue by day, and the 9 stores with the most of it" -> {
        Set<String> top = top(9, counted, Sale::store, Sale::amount);
        yield grouped(
                counted, it -> List.of(top.contains(it.store()) ? it.store() : OTHER, it.day()))
            .map(
                (key, its) ->
                    row(
                        "Store", key.get(0),
                        "Business day", key.get(1),
                        "Revenue", money(revenue(its))));
      }
      case "The 10 stores with the most revenue" -> {
        Set<String> top = top(10, counted, Sale::store, Sale::amount);
        yield grouped(counted, Sale::store)
            .only(top::contains)
            .map((store, its) -> row("Store", store, "Revenue", money(revenue(its))));
      }
      case "Revenue by card company" ->
          grouped(counted, it -> it.company() == null ? "(missing value)" : it.company())
              .map((company, its) -> row("Card company", company, "Revenue", money(revenue(its))));
      case "Sales by hour and weekday, in the business zone" -> byHour(counted, "Sales");
      case "Stores by revenue" ->
          grouped(daily, DailyAov::storeId)
              .map(
                  (store, its) ->
                      row(
                          "Store", store,
                          "Revenue", money(sum(its, DailyAov::totalSale)),
                          "Sales", sum(its, DailyAov::numSale),
                          "Customers", sum(its, DailyAov::numCustomer),
                          "AOV", money(aov(its))));
      case "Stores by groups of suspect sales" ->
          grouped(sales.all(days), Sale::store)
              .map(
                  (store, its) ->
                      row(
                          "Store",
                          store,
                          "All sales",
                          (double) its.size(),
                          "Suspect sales",
                          (double) suspectsOf(store, days).size(),
                          "Share suspect",
                          suspectsOf(store, days).size() / (double) its.size()));
      default -> throw unknown(title);
    };
  }

  private List<Map<String, Object>> suspects(String title, Set<LocalDate> days) {
    List<Sale> suspects = sales.suspects(days);
    return switch (title) {
      case "Suspect sales" -> one("Suspect sales", (double) suspects.size());
      case "Amount at risk, without what is canceled" ->
          one(title, money(revenue(suspects.stream().filter(it -> !it.canceled()).toList())));
      case "Suspect rate" -> one(title, suspects.size() / (double) sales.all(days).size());
      case "Cards" -> one("Cards", distinct(suspects, Sale::card));
      case "Suspect sales by day and rule" ->
          grouped(suspects, Sale::day)
              .map(
                  (day, its) ->
                      row(
                          "Business day",
                          day,
                          "Rule",
                          "repeat-amount",
                          "Suspect sales",
                          (double) its.size()));
      case "Suspect rate of the 10 stores with the most groups" -> {
        Set<String> top = storesWithMostGroups(10, days);
        yield grouped(sales.all(days), Sale::store)
            .only(top::contains)
            .map(
                (store, its) ->
                    row(
                        "Store",
                        store,
                        "Suspect rate",
                        suspectsOf(store, days).size() / (double) its.size()));
      }
      case "Suspect sales by hour and weekday, in the business zone" ->
          byHour(suspects, "Suspect sales");
      case "Cards with the most suspect sales" ->
          grouped(suspects, Sale::card)
              .map(
                  (card, its) ->
                      row(
                          "Card, masked", card,
                          "Suspect sales", (double) its.size(),
                          "Amount", money(revenue(its)),
                          "Stores", distinct(its, Sale::store),
                          "Largest amount to weekly AOV", largestRatio(its)));
      case "Stores with suspect sales" ->
          grouped(suspects, Sale::store)
              .map(
                  (store, its) ->
                      row(
                          "Store", store,
                          "Suspect sales", (double) its.size(),
                          "Groups", distinct(its, Sale::group),
                          "Cards", distinct(its, Sale::card),
                          "Amount", money(revenue(its)),
                          "Largest amount to weekly AOV", largestRatio(its)));
      default -> throw unknown(title);
    };
  }

  private List<Map<String, Object>> operations(String title, Set<LocalDate> days) {
    List<JsonNode> ledger = operations.days();
    List<JsonNode> inRange =
        ledger.stream().filter(it -> days.contains(LocalDate.parse(text(it, "date")))).toList();
    List<JsonNode> dirty = inRange.stream().filter(it -> it.path("dirty").asBoolean()).toList();
    List<JsonNode> runs = operations.runs();
    List<JsonNode> rejects = operations.rejects();
    return switch (title) {
      case "Days that wait for a refresh" -> one(title, (double) dirty.size());
      case "Newest day with sales that is computed" ->
          one(
              title,
              inRange.stream()
                  .filter(it -> !it.path("dirty").asBoolean())
                  .map(it -> LocalDate.parse(text(it, "date")).toEpochDay() * 86_400_000.0)
                  .max(Comparator.naturalOrder())
                  .orElseThrow());
      case "Last sync that came to its end" ->
          one(
              title,
              newest(
                  runs.stream()
                      .filter(it -> text(it, "job").equals("sync"))
                      .filter(it -> Set.of("done", "rejects").contains(text(it, "outcome")))
                      .toList(),
                  "ended_at"));
      case "Runs that failed, were killed or refused" ->
          one(
              title,
              (double)
                  runs.stream()
                      .filter(
                          it -> Set.of("failed", "killed", "refused").contains(text(it, "outcome")))
                      .count());
      case "Runs by day and outcome" ->
          grouped(runs, it -> List.of(day(it, "started_at"), text(it, "outcome")))
              .map(
                  (key, its) ->
                      row("Day", key.get(0), "Outcome", key.get(1), "Runs", (double) its.size()));
      case "Duration of runs, average by day" ->
          grouped(runs, it -> List.of(day(it, "started_at"), text(it, "job")))
              .map(
                  (key, its) ->
                      row(
                          "Day", key.get(0),
                          "Job", key.get(1),
                          "Seconds", average(its, "millis") / 1000));
      case "Rows per run of a sync, average by day" ->
          grouped(
                  runs.stream().filter(it -> text(it, "job").equals("sync")).toList(),
                  it -> day(it, "started_at"))
              .map(
                  (day, its) ->
                      row(
                          "Day", day,
                          "Rows read", average(its, "rows"),
                          "Documents written", average(its, "written")));
      case "Rejected rows by day and source" ->
          grouped(rejects, it -> List.of(day(it, "rejected_at"), text(it, "source")))
              .map(
                  (key, its) ->
                      row(
                          "Day", key.get(0),
                          "Source", key.get(1),
                          "Rejected rows", (double) its.size()));
      case "How far each day is" ->
          inRange.stream()
              .map(
                  it ->
                      row(
                          "Business day", LocalDate.parse(text(it, "date")),
                          "Sales", (double) salesOn(it),
                          "Last change read", newest(List.of(it), "synced_at"),
                          "Computed at", newest(List.of(it), "computed_at"),
                          "Waits", it.path("dirty").asBoolean() ? 1.0 : 0.0))
              .toList();
      case "Rejected rows by reason" ->
          grouped(rejects, it -> text(it, "reason"))
              .map(
                  (reason, its) ->
                      row(
                          "Reason",
                          reason,
                          "Rejected rows",
                          (double) its.size(),
                          "Newest",
                          newest(its, "rejected_at")));
      case "Jobs" ->
          grouped(runs, it -> text(it, "job"))
              .map(
                  (job, its) ->
                      row(
                          "Job", job,
                          "Runs", (double) its.size(),
                          "Last began", newest(its, "started_at"),
                          "Average seconds", average(its, "millis") / 1000,
                          "Longest seconds", largest(its, it -> it.path("millis").asLong()) / 1000,
                          "Rows read", sum(its, "rows"),
                          "Documents written", sum(its, "written"),
                          "Late rows", sum(its, "late_rows"),
                          "Rows rejected", sum(its, "rejects"),
                          "Differences found", sum(its, "differences")));
      default -> throw unknown(title);
    };
  }

  /** A day that waits is as it was computed last. */
  private long salesOn(JsonNode day) {
    return day.path("dirty").asBoolean()
        ? day.path("sales").asLong()
        : sales.all(Set.of(LocalDate.parse(text(day, "date")))).size();
  }

  private static List<Map<String, Object>> byHour(List<Sale> sales, String label) {
    return grouped(sales, it -> List.of(it.soldAt().getHour(), it.day().getDayOfWeek().getValue()))
        .map(
            (key, its) ->
                row(
                    "Hour",
                    key.get(0).toString(),
                    "Weekday",
                    key.get(1).toString(),
                    label,
                    (double) its.size()));
  }

  private static AssertionError unknown(String title) {
    return new AssertionError("Nothing says what must stand in the panel '" + title + "'");
  }

  private List<Sale> suspectsOf(String store, Set<LocalDate> days) {
    return sales.suspects(days).stream().filter(it -> it.store().equals(store)).toList();
  }

  /** Those of equal number by name, as Elasticsearch has it. */
  private Set<String> storesWithMostGroups(int most, Set<LocalDate> days) {
    Map<String, Double> groups = new TreeMap<>();
    sales.all(days).forEach(it -> groups.put(it.store(), 0.0));
    grouped(sales.suspects(days), Sale::store)
        .groups()
        .forEach((store, its) -> groups.put(store, distinct(its, Sale::group)));
    return groups.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private double change(Set<LocalDate> days) {
    LocalDate last = new TreeSet<>(days).last();
    double now = aov(sales.daily(week(last)));
    double before = aov(sales.daily(week(last.minusDays(7))));
    return now / before - 1;
  }

  private static Set<LocalDate> week(LocalDate last) {
    return last.minusDays(6).datesUntil(last.plusDays(1)).collect(Collectors.toSet());
  }

  private double money(double minor) {
    return minor / minorUnits;
  }

  private static double revenue(List<Sale> sales) {
    return sum(sales, Sale::amount);
  }

  private static double aov(List<DailyAov> daily) {
    return Math.floor(sum(daily, DailyAov::totalSale) / sum(daily, DailyAov::numCustomer));
  }

  private static double weeklyAov(List<WeeklyAov> weekly) {
    return Math.floor(sum(weekly, WeeklyAov::totalSale) / sum(weekly, WeeklyAov::numCustomer));
  }

  private double largestRatio(List<Sale> suspects) {
    return largest(suspects, sales::ratio);
  }

  private LocalDate day(JsonNode document, String field) {
    return Instant.parse(text(document, field)).atZone(zone).toLocalDate();
  }

  private static String text(JsonNode document, String field) {
    return document.path(field).asText();
  }

  private static Double newest(List<JsonNode> documents, String field) {
    return documents.stream()
        .filter(it -> it.hasNonNull(field))
        .map(it -> (double) Instant.parse(text(it, field)).toEpochMilli())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static double average(List<JsonNode> documents, String field) {
    return documents.stream()
        .filter(it -> it.hasNonNull(field))
        .mapToLong(it -> it.path(field).asLong())
        .average()
        .orElse(Double.NaN);
  }

  private static double sum(List<JsonNode> documents, String field) {
    return sum(documents, it -> it.path(field).asLong());
  }

  private static <T> double sum(List<T> all, ToDoubleFunction<T> number) {
    return all.stream().mapToDouble(number).sum();
  }

  private static <T> double largest(List<T> all, ToDoubleFunction<T> number) {
    return all.stream().mapToDouble(number).max().orElseThrow();
  }

  private static <T> double distinct(List<T> all, Function<T, ?> key) {
    return all.stream().map(key).distinct().count();
  }

  private static <T> Set<String> top(
      int most, List<T> all, Function<T, String> key, ToDoubleFunction<T> number) {
    return all.stream()
        .collect(Collectors.groupingBy(key, Collectors.summingDouble(number)))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static List<Map<String, Object>> one(Object... row) {
    return List.of(row(row));
  }

  private static Map<String, Object> row(Object... labelsAndValues) {
    Map<String, Object> row = new TreeMap<>();
    for (int i = 0; i < labelsAndValues.length; i += 2) {
      row.put((String) labelsAndValues[i], labelsAndValues[i + 1]);
    }
    return row;
  }

  private static <K, T> Groups<K, T> grouped(List<T> all, Function<T, K> key) {
    return new Groups<>(
        all.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList())));
  }

  private record Groups<K, T>(Map<K, List<T>> groups) {
    Groups<K, T> only(Predicate<K> which) {
      Map<K, List<T>> some = new LinkedHashMap<>(groups);
      some.keySet().removeIf(which.negate());
      return new Groups<>(some);
    }

    List<Map<String, Object>> map(BiFunction<K, List<T>, Map<String, Object>> row) {
      List<Map<String, Object>> rows = new ArrayList<>();
      groups.forEach((key, its) -> rows.add(row.apply(key, its)));
      return rows;
    }
  }
}
