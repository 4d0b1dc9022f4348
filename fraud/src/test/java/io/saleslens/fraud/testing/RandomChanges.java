package io.saleslens.fraud.testing;

import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestTable;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Changes a table of sales as shops do, and as nobody should. */
public final class RandomChanges {
  private static final List<String> PROPERTIES =
      List.of("store_id", "sold_at", "amount_sale", "is_canceled", "card_number");

  private final TestTable table;
  private final Random random;
  private final ZoneId sourceZone;
  private final RandomSales sales;
  private final List<Long> ids = new ArrayList<>();
  private long lastId;

  /** Local times are of the source zone. */
  public RandomChanges(TestTable table, Random random, ZoneId sourceZone) {
    this.table = table;
    this.random = random;
    this.sourceZone = sourceZone;
    this.sales = new RandomSales(random, sourceZone);
  }

  /** Inserts sales that changed last an hour ago, as if nothing had happened since. */
  public void old(int count) {
    LocalDateTime then = LocalDateTime.now(sourceZone).minusHours(1);
    List<TestSale> inserted = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      ids.add(++lastId);
      inserted.add(sales.sale(lastId).modified(then).with("created", then));
    }
    table.insert(inserted);
  }

  /** Inserts sales, changes some and replaces some, all of which the next sync finds. */
  public void visible(int count) {
    List<String> statements = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      statements.add(visible());
    }
    table.executeAll(statements.toArray(String[]::new));
  }

  /**
   * The same, but a third of the changes are hidden: a sale is deleted, or changes without its
   * {@code modified} saying so: that stays, goes back or becomes NULL. No sync need find it.
   */
  public void any(int count) {
    List<String> statements = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      statements.add(random.nextInt(3) > 0 || ids.isEmpty() ? visible() : hidden());
    }
    table.executeAll(statements.toArray(String[]::new));
  }

  private String visible() {
    if (ids.isEmpty() || random.nextInt(3) == 0) {
      ids.add(++lastId);
      return put("INSERT", sales.sale(lastId));
    }
    return random.nextInt(3) == 0
        ? put("REPLACE", sales.sale(anyId()))
        : change(Map.of("modified", LocalDateTime.now(sourceZone)));
  }

  private String hidden() {
    return switch (random.nextInt(4)) {
      case 0 -> delete();
      case 1 -> change(Map.of());
      case 2 -> change(Map.of("modified", LocalDateTime.now(sourceZone).minusDays(1)));
      default -> change(Collections.singletonMap("modified", null));
    };
  }

  private String put(String verb, TestSale sale) {
    List<String> columns = List.copyOf(sale.columns().keySet());
    return columns.stream()
        .map(column -> literal(sale.columns().get(column)))
        .collect(
            Collectors.joining(
                ", ",
                "%s INTO %s (%s) VALUES ("
                    .formatted(verb, table.name(), String.join(", ", columns)),
                ")"));
  }

  private String delete() {
    long id = ids.remove(random.nextInt(ids.size()));
    return "DELETE FROM %s WHERE id = %d".formatted(table.name(), id);
  }

  /** Changes one or two properties of a sale, and what is given. */
  private String change(Map<String, ?> also) {
    long id = anyId();
    TestSale other = sales.sale(id);
    Map<String, Object> changed = new TreeMap<>(also);
    for (int n = random.nextInt(2); n >= 0; n--) {
      String property = PROPERTIES.get(random.nextInt(PROPERTIES.size()));
      changed.put(property, other.columns().get(property));
    }
    String sets =
        changed.entrySet().stream()
            .map(column -> column.getKey() + " = " + literal(column.getValue()))
            .collect(Collectors.joining(", "));
    return "UPDATE %s SET %s WHERE id = %d".formatted(table.name(), sets, id);
  }

  /** None of our values has a quote in it. */
  private static String literal(Object value) {
    return value == null || value instanceof Number || value instanceof Boolean
        ? String.valueOf(value)
        : "'" + value + "'";
  }

  private long anyId() {
    return ids.get(random.nextInt(ids.size()));
  }
}
