package io.saleslens.app.kibana;

import static io.saleslens.app.kibana.ExpectedRows.distinct;
import static io.saleslens.app.kibana.ExpectedRows.grouped;
import static io.saleslens.app.kibana.ExpectedRows.largest;
import static io.saleslens.app.kibana.ExpectedRows.one;
import static io.saleslens.app.kibana.ExpectedRows.row;
import static io.saleslens.app.kibana.ExpectedRows.sum;

import io.saleslens.app.kibana.RawSales.Sale;
import java.time.LocalDate;
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
      case "The 10 stores with the most suspect sales" ->
          grouped(suspects, Sale::store)
              .only(ExpectedRows.top(10, suspects, Sale::store, it -> 1)::contains)
              .map((store, its) -> counted(its, "Store", store));
      case "Suspect sales by hour and weekday, in the business zone" ->
          grouped(suspects, it -> List.of(it.hour(), it.weekday()))
              .map((key, its) -> counted(its, "Hour", key.get(0), "Weekday", key.get(1)));
      case "Cards with the most suspect sales" -> grouped(suspects, Sale::card).map(this::card);
      case "Stores by suspect sales" ->
          grouped(all, Sale::store).map((store, its) -> store(store, its, days));
      default -> throw ExpectedRows.unknown(title);
    };
  }

  private static Map<String, Object> counted(List<Sale> suspects, Object... key) {
    Map<String, Object> row = row(key);
    row.put("Suspect sales", (double) suspects.size());
    return row;
  }

  private Map<String, Object> card(String card, List<Sale> suspects) {
    Map<String, Object> row = counted(suspects, "Card, masked", card);
    row.put("Amount", amount(suspects));
    row.put("Largest amount to weekly AOV", largest(suspects, sales::ratio));
    row.put("Stores", distinct(suspects, Sale::store));
    return row;
  }

  private Map<String, Object> store(String store, List<Sale> all, Set<LocalDate> days) {
    List<Sale> suspects = sales.suspects(store, days);
    Map<String, Object> row = counted(suspects, "Store", store);
    row.put("Amount", amount(suspects));
    row.put("Suspect rate", suspects.size() / (double) all.size());
    row.put("Groups", distinct(suspects, Sale::group));
    row.put("Cards", distinct(suspects, Sale::card));
    return row;
  }

  private double amount(List<Sale> sales) {
    return sum(sales, Sale::amount) / minorUnits;
  }
}
