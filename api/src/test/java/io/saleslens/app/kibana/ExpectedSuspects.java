package io.saleslens.app.kibana;

import static io.saleslens.app.kibana.ExpectedRows.distinct;
import static io.saleslens.app.kibana.ExpectedRows.grouped;
import static io.saleslens.app.kibana.ExpectedRows.largest;
import static io.saleslens.app.kibana.ExpectedRows.one;
import static io.saleslens.app.kibana.ExpectedRows.row;
import static io.saleslens.app.kibana.ExpectedRows.sum;

import io.saleslens.app.kibana.RawSales.Sale;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What <em>Suspect sales</em> must show.
 *
 * @param minorUnits in a major one
 */
record ExpectedSuspects(RawSales sales, double minorUnits) {

  List<Map<String, Object>> rows(String title, Set<LocalDate> days) {
    List<Sale> suspects = sales.suspects(days);
    List<Sale> all = sales.all(days);
    return switch (title) {
      case "Suspect sales" -> one(title, (double) suspects.size());
      case "Amount at risk, without what is canceled" ->
          one(title, amount(suspects.stream().filter(it -> !it.canceled()).toList()));
      case "Suspect rate" -> one(title, suspects.size() / (double) all.size());
      case "Cards" -> one(title, distinct(suspects, Sale::card));
      case "Suspect sales by day and rule" ->
          grouped(suspects, Sale::day)
              .map((day, its) -> counted(its, "Business day", day, "Rule", "repeat-amount"));
      case "Suspect rate of the 10 stores with the most groups" ->
          grouped(all, Sale::store)
              .only(storesWithMostGroups(10, days)::contains)
              .map((store, its) -> row("Store", store, "Suspect rate", rate(store, its, days)));
      case "Suspect sales by hour and weekday, in the business zone" ->
          grouped(suspects, it -> List.of(it.hour(), it.weekday()))
              .map((key, its) -> counted(its, "Hour", key.get(0), "Weekday", key.get(1)));
      case "Cards with the most suspect sales" -> grouped(suspects, Sale::card).map(this::card);
      case "Stores with suspect sales" -> grouped(suspects, Sale::store).map(this::store);
      default -> throw ExpectedRows.unknown(title);
    };
  }

  private static Map<String, Object> counted(List<Sale> suspects, Object... key) {
    Map<String, Object> row = row(key);
    row.put("Suspect sales", (double) suspects.size());
    return row;
  }

  private Map<String, Object> card(String card, List<Sale> suspects) {
    Map<String, Object> row = judged(suspects, "Card, masked", card);
    row.put("Stores", distinct(suspects, Sale::store));
    return row;
  }

  private Map<String, Object> store(String store, List<Sale> suspects) {
    Map<String, Object> row = judged(suspects, "Store", store);
    row.put("Groups", distinct(suspects, Sale::group));
    row.put("Cards", distinct(suspects, Sale::card));
    return row;
  }

  private Map<String, Object> judged(List<Sale> suspects, Object... key) {
    Map<String, Object> row = counted(suspects, key);
    row.put("Amount", amount(suspects));
    row.put("Largest amount to weekly AOV", largest(suspects, sales::ratio));
    return row;
  }

  private double rate(String store, List<Sale> all, Set<LocalDate> days) {
    return sales.suspects(store, days).size() / (double) all.size();
  }

  private Set<String> storesWithMostGroups(int most, Set<LocalDate> days) {
    Map<String, Double> groups = new HashMap<>();
    sales
        .all(days)
        .forEach(
            it ->
                groups.computeIfAbsent(
                    it.store(), store -> distinct(sales.suspects(store, days), Sale::group)));
    return ExpectedRows.top(most, groups);
  }

  private double amount(List<Sale> sales) {
    return sum(sales, Sale::amount) / minorUnits;
  }
}
