package io.saleslens.indexer.mysql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An id made of several values, as {@code 50|7}. A bar in a value is {@code %7C} and a percent sign
 * {@code %25}, so that no two lists of values have the same id. Neither needs an escape in SQL or
 * JSON.
 */
final class JoinedId {
  private static final String BAR = "|";

  private JoinedId() {}

  static String of(List<String> parts) {
    return parts.stream()
        .map(it -> it.replace("%", "%25").replace(BAR, "%7C"))
        .collect(Collectors.joining(BAR));
  }

  /** Empty for what is no id of so many values. */
  static Optional<List<String>> parts(String id, int count) {
    List<String> parts =
        Arrays.stream(id.split("\\|", -1))
            .map(it -> it.replace("%7C", BAR).replace("%25", "%"))
            .toList();
    return Optional.of(parts).filter(it -> it.size() == count && of(it).equals(id));
  }

  /** The SQL by which the server joins them; NULL where one is. */
  static String sql(List<IdColumn> columns) {
    return columns.stream()
        .map(JoinedId::sql)
        .collect(Collectors.joining(", '|', ", "CONCAT(", ")"));
  }

  private static String sql(IdColumn column) {
    return column.text()
        ? "REPLACE(REPLACE(CONVERT(%s USING utf8mb4), '%%', '%%25'), '|', '%%7C')"
            .formatted(column.quoted())
        : "CAST(%s AS CHAR)".formatted(column.quoted());
  }
}
