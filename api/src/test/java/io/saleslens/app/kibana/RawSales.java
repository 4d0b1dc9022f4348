package io.saleslens.app.kibana;

import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.fraud.testing.Oracle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rows of the table, and what follows from them by the formulas, computed in memory. Shares no
 * code with the product.
 */
final class RawSales {
  /** Servers print a flag in one way or the other. */
  private static final Set<String> TRUE = Set.of("1", "true");

  private final ZoneId zone;
  private final List<Map<String, String>> rows;
  private final List<Sale> sales;
  private final List<Sale> suspects;
  private final Oracle oracle;
  private final Map<String, Long> groupSizes = new HashMap<>();

  /** A row. */
  record Sale(
      String id,
      String store,
      LocalDateTime soldAt,
      String company,
      String card,
      String approval,
      long amount,
      boolean canceled) {

    private static Sale of(Map<String, String> row) {
      return new Sale(
          row.get("id"),
          row.get("store_id"),
          LocalDateTime.parse(row.get("sold_at").replace(' ', 'T')),
          row.get("card_company"),
          row.get("card_number"),
          row.get("num_approval"),
          Long.parseLong(row.get("amount_sale")),
          TRUE.contains(row.get("is_canceled")));
    }

    LocalDate day() {
      return soldAt.toLocalDate();
    }

    /** As text, which a value of a field is. */
    String hour() {
      return Integer.toString(soldAt.getHour());
    }

    /** From 1, which is Monday. */
    String weekday() {
      return Integer.toString(soldAt.getDayOfWeek().getValue());
    }

    boolean isCounted() {
      return !canceled && amount > 0;
    }

    String group() {
      return "%s|%s|%s|%d".formatted(store, day(), card, amount);
    }
  }

  /**
   * @param rows as text by column, their times in the business zone
   */
  RawSales(List<Map<String, String>> rows, ZoneId zone) {
    this.zone = zone;
    this.rows =
        rows.stream()
            .filter(row -> row.get("store_id") != null && row.get("amount_sale") != null)
            .toList();
    sales = this.rows.stream().map(Sale::of).toList();
    oracle = new Oracle(this.rows, zone, zone);
    Set<String> ids = oracle.suspects();
    suspects = sales.stream().filter(it -> ids.contains(it.id())).toList();
    sales.stream()
        .filter(it -> it.card() != null)
        .forEach(it -> groupSizes.merge(it.group(), 1L, Long::sum));
  }

  /** As if there were no other store. */
  RawSales of(String store) {
    return new RawSales(
        rows.stream().filter(row -> row.get("store_id").equals(store)).toList(), zone);
  }

  List<Sale> all(Set<LocalDate> days) {
    return sales.stream().filter(it -> days.contains(it.day())).toList();
  }

  List<Sale> counted(Set<LocalDate> days) {
    return all(days).stream().filter(Sale::isCounted).toList();
  }

  List<Sale> suspects(Set<LocalDate> days) {
    return suspects.stream().filter(it -> days.contains(it.day())).toList();
  }

  List<Sale> suspects(String store, Set<LocalDate> days) {
    return suspects(days).stream().filter(it -> it.store().equals(store)).toList();
  }

  List<DailyAov> daily(Set<LocalDate> days) {
    return oracle.daily().values().stream().filter(it -> days.contains(it.date())).toList();
  }

  List<WeeklyAov> weekly(Set<LocalDate> days) {
    return oracle.weekly().values().stream().filter(it -> days.contains(it.asOf())).toList();
  }

  WeeklyAov baseline(Sale sale) {
    return Objects.requireNonNull(oracle.weekly().get(sale.store() + "|" + sale.day()));
  }

  long groupSize(Sale sale) {
    return groupSizes.get(sale.group());
  }

  /** An amount by the store's weekly AOV, cut off after four decimals. */
  double ratio(Sale sale) {
    WeeklyAov baseline = baseline(sale);
    return BigDecimal.valueOf(sale.amount())
        .multiply(BigDecimal.valueOf(baseline.numCustomer()))
        .divide(BigDecimal.valueOf(baseline.totalSale()), 4, RoundingMode.FLOOR)
        .doubleValue();
  }
}
