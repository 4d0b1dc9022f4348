package io.saleslens.api;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Documents as the pipeline writes them. */
public final class Documents {
  public static final String STAMP = "2023-07-01T00:05:00.123Z";

  private Documents() {}

  public static Map<String, Object> daily(
      String store, LocalDate date, long totalSale, long customers) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("store_id", store);
    document.put("date", date.toString());
    document.put("total_sale", totalSale);
    document.put("num_sale", customers + 1);
    document.put("num_customer", customers);
    document.put("unit_price", totalSale / customers);
    document.put("avg_ticket", totalSale / (customers + 1));
    document.put("num_canceled", 1);
    document.put("canceled_sale", 500);
    document.put("computed_at", STAMP);
    return document;
  }

  public static Map<String, Object> weekly(
      String store, LocalDate asOf, long totalSale, long customers) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("store_id", store);
    document.put("as_of", asOf.toString());
    document.put("start_date", asOf.minusDays(7).toString());
    document.put("end_date", asOf.minusDays(1).toString());
    document.put("total_sale", totalSale);
    document.put("num_sale", customers + 1);
    document.put("num_customer", customers);
    document.put("week_unit_price", totalSale / customers);
    document.put("computed_at", STAMP);
    return document;
  }

  public static Map<String, Object> sale(String id, String store, LocalDate date) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("store_id", store);
    document.put("amount_sale", 95_000);
    document.put("is_canceled", false);
    document.put("card_number", "123456******3456");
    document.put("sold_at", date + "T03:04:05.123456Z");
    document.put("business_date", date.toString());
    document.put("hour", 12);
    document.put("weekday", 1);
    document.put("card_key", 4711);
    document.put("indexed_at", STAMP);
    return document;
  }

  public static Map<String, Object> suspect(String id, String store, LocalDate date) {
    Map<String, Object> document = sale(id, store, date);
    document.put("rule", "repeat-amount");
    document.put("group_id", "repeat-amount|%s|%s|4711|95000".formatted(store, date));
    document.put("repeat_count", 3);
    document.put("week_unit_price", 19_000);
    document.put("aov_ratio", 5.0);
    document.put("detected_at", STAMP);
    return document;
  }

  public static Map<String, Object> day(LocalDate date, boolean dirty) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("date", date.toString());
    document.put("dirty", dirty);
    document.put("mark", "0b8a");
    document.put("synced_at", STAMP);
    document.put("computed_at", STAMP);
    document.put("sales", 12);
    document.put("stores", 3);
    document.put("counted", 11);
    document.put("total_sale", 120_000);
    document.put("num_customer", 9);
    document.put("num_canceled", 1);
    document.put("canceled_sale", 4_000);
    return document;
  }

  public static Map<String, Object> watermark(String readThrough) {
    return Map.of("name", "watermark", "value", Map.of("read_through", readThrough));
  }

  public static Map<String, Object> proof(String begunAt, boolean clean) {
    return Map.of("name", "proof", "value", Map.of("begun_at", begunAt, "clean", clean));
  }
}
