package io.saleslens.indexer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has to stand in {@code platform_sales}, worked out from {@code SELECT *} in the plainest way
 * there is. A sale is a line of {@code field=value}, in the order of the names.
 */
public final class ExpectedSales {
  private ExpectedSales() {}

  /** By id; rows that are no sale are absent. */
  public static Map<String, String> of(TestTable table, ZoneId sourceZone, ZoneId businessZone) {
    return table.rows().stream()
        .filter(row -> row.get("store_id") != null)
        .filter(row -> row.get("amount_sale") != null)
        .filter(row -> row.get("sold_at") != null)
        .collect(
            Collectors.toMap(
                row -> row.get("id"),
                row -> sale(row, sourceZone, businessZone),
                (a, b) -> a,
                TreeMap::new));
  }

  private static String sale(Map<String, String> row, ZoneId sourceZone, ZoneId businessZone) {
    Function<String, ZonedDateTime> time =
        column ->
            ZonedDateTime.of(LocalDateTime.parse(row.get(column).replace(' ', 'T')), sourceZone);
    Map<String, String> sale = new TreeMap<>(row);
    sale.remove("raw_data");
    sale.values().removeIf(value -> value == null);
    for (String column : new String[] {"created", "modified", "sold_at", "will_deposited_at"}) {
      sale.computeIfPresent(column, (name, value) -> time.apply(name).toInstant().toString());
    }
    sale.computeIfPresent("is_canceled", (name, value) -> Boolean.toString(!value.equals("0")));
    ZonedDateTime business = time.apply("sold_at").withZoneSameInstant(businessZone);
    sale.put("business_date", business.toLocalDate().toString());
    sale.put("hour", Integer.toString(business.getHour()));
    sale.put("weekday", Integer.toString(business.getDayOfWeek().getValue()));
    return text(sale);
  }

  /**
   * What stands there, in the same form. The hash of the card and the time of indexing, which the
   * table does not tell, are left out.
   *
   * @param sales documents by id
   */
  public static Map<String, String> found(Map<String, ObjectNode> sales) {
    Map<String, String> found = new TreeMap<>();
    sales.forEach((id, sale) -> found.put(id, found(sale)));
    return found;
  }

  private static String found(ObjectNode sale) {
    Map<String, String> fields = new HashMap<>();
    sale.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    boolean card = !fields.getOrDefault("card_number", "").isEmpty();
    assertThat(fields.containsKey("card_key")).as("card key").isEqualTo(card);
    fields.keySet().removeAll(Set.of("indexed_at", "card_key"));
    return text(fields);
  }

  private static String text(Map<String, String> sale) {
    return new TreeMap<>(sale)
        .entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining(" "));
  }
}
