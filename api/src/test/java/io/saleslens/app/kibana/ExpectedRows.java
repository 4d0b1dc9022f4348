package io.saleslens.app.kibana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Puts together what a panel must show: rows of values by label. */
final class ExpectedRows {
  private ExpectedRows() {}

  static List<Map<String, Object>> one(String label, Double value) {
    return List.of(row(label, value));
  }

  /**
   * @param labelsAndValues in turn
   */
  static Map<String, Object> row(Object... labelsAndValues) {
    Map<String, Object> row = new TreeMap<>();
    for (int i = 0; i < labelsAndValues.length; i += 2) {
      row.put((String) labelsAndValues[i], labelsAndValues[i + 1]);
    }
    return row;
  }

  static <K, T> Groups<K, T> grouped(List<T> all, Function<T, K> key) {
    return new Groups<>(
        all.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList())));
  }

  /** What is alike, by what it has in common. */
  record Groups<K, T>(Map<K, List<T>> groups) {
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

  static <T> double sum(List<T> all, ToDoubleFunction<T> number) {
    return all.stream().mapToDouble(number).sum();
  }

  static <T> double largest(List<T> all, ToDoubleFunction<T> number) {
    return all.stream().mapToDouble(number).max().orElseThrow();
  }

  static <T> double distinct(List<T> all, Function<T, ?> key) {
    return all.stream().map(key).distinct().count();
  }

  /** The keys whose numbers sum up to the most. */
  static <T> Set<String> top(
      int most, List<T> all, Function<T, String> key, ToDoubleFunction<T> number) {
    return top(
        most, all.stream().collect(Collectors.groupingBy(key, Collectors.summingDouble(number))));
  }

  /** The keys of the largest numbers; those of equal ones by name, as Elasticsearch has it. */
  static Set<String> top(int most, Map<String, Double> numbers) {
    return new TreeMap<>(numbers)
        .entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(most)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  static AssertionError unknown(String title) {
    return new AssertionError("Nothing says what must stand in the panel '" + title + "'");
  }
}
