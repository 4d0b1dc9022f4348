package io.saleslens.indexer.mysql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a table tells its rows apart: by one column, or by several, whose values are joined to the id
 * of a row.
 *
 * @param columns in the order of the id
 * @param nullable whether some rows may have none
 */
record RowIds(List<IdColumn> columns, boolean nullable) {

  private boolean isJoined() {
    return columns.size() > 1;
  }

  /** What stands for the id in the list of what is read. */
  String selected() {
    return isJoined() ? JoinedId.sql(columns) : columns.get(0).quoted();
  }

  /** The columns that order rows of the same key; if it is one of the id's, it is not there. */
  List<IdColumn> behind(Optional<String> key) {
    return columns.stream()
        .filter(it -> key.filter(it.quoted()::equalsIgnoreCase).isEmpty())
        .toList();
  }

  String missing() {
    return columns.stream()
        .map(it -> it.quoted() + " IS NULL")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** The values of an id, a column's each; empty if no row can have it. */
  Optional<List<Object>> values(String id) {
    Optional<List<String>> parts =
        isJoined() ? JoinedId.parts(id, columns.size()) : Optional.of(List.of(id));
    return parts.flatMap(this::values);
  }

  private Optional<List<Object>> values(List<String> parts) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).value(parts.get(i)).ifPresent(values::add);
    }
    return Optional.of(values).filter(it -> it.size() == columns.size());
  }

  /** That a row has one of some ids; empty if none can have any. */
  Optional<Conditions> oneOf(Collection<String> ids) {
    List<List<Object>> possible = ids.stream().map(this::values).flatMap(Optional::stream).toList();
    if (possible.isEmpty()) {
      return Optional.empty();
    }
    Conditions conditions = new Conditions();
    conditions.add(oneOf(possible.size()), possible.stream().flatMap(List::stream).toArray());
    return Optional.of(conditions);
  }

  private String oneOf(int ids) {
    if (!isJoined()) {
      String marks = String.join(", ", Collections.nCopies(ids, "?"));
      return "%s IN (%s)".formatted(columns.get(0).quoted(), marks);
    }
    String each =
        columns.stream()
            .map(it -> it.quoted() + " = ?")
            .collect(Collectors.joining(" AND ", "(", ")"));
    return "(" + String.join(" OR ", Collections.nCopies(ids, each)) + ")";
  }
}
