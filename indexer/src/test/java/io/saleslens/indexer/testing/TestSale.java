package io.saleslens.indexer.testing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of the source table, as a test wants it. Immutable. What a test does not name is an
 * ordinary sale: store 50, amount 1000, sold, created and modified on 2023-05-01 at 12:00.
 *
 * @param columns values by column; null is NULL
 */
public record TestSale(Map<String, Object> columns) {
  public TestSale {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** An ordinary sale. */
  public static TestSale of(Object id) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("id", id);
    columns.put("created", "2023-05-01 12:00:00.000001");
    columns.put("modified", "2023-05-01 12:00:00.000002");
    columns.put("card_number", "4111-11**-****-1111");
    columns.put("amount_sale", 1000);
    columns.put("is_canceled", false);
    columns.put("sold_at", "2023-05-01 12:00:00");
    columns.put("store_id", 50);
    return new TestSale(columns);
  }

  /** The same with another value in a column. */
  public TestSale with(String column, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(columns);
    changed.put(column, value);
    return new TestSale(changed);
  }

  /** Local time of the source zone. */
  public TestSale soldAt(String time) {
    return with("sold_at", time);
  }

  /** Local time of the source zone, as text or as {@link java.time.LocalDateTime}. */
  public TestSale modified(Object time) {
    return with("modified", time);
  }

  /** In the column's own unit. */
  public TestSale amount(Object amount) {
    return with("amount_sale", amount);
  }

  /** The store. */
  public TestSale store(Object id) {
    return with("store_id", id);
  }

  /** The card; null or empty means none. */
  public TestSale card(String number) {
    return with("card_number", number);
  }

  /** Canceled. */
  public TestSale canceled() {
    return with("is_canceled", true);
  }

  Object id() {
    return columns.get("id");
  }
}
