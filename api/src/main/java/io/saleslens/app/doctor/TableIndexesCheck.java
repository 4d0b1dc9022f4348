package io.saleslens.app.doctor;

import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SourceTable;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the table has the indexes along which it is read. */
final class TableIndexesCheck implements Check {
  private final Database database;
  private final SourceSettings source;

  TableIndexesCheck(Database database, SourceSettings source) {
    this.database = database;
    this.source = source;
  }

  @Override
  public String name() {
    return "table indexes";
  }

  @Override
  public List<Finding> look() {
    return new Sql(database).connected("the indexes of " + source.table(), this::findings);
  }

  /** By name, the columns of each in their order; the first entry of each says if it is unique. */
  private record Index(boolean unique, List<String> columns) {
    boolean beginsWith(List<String> wanted) {
      return columns.size() >= wanted.size() && columns.subList(0, wanted.size()).equals(wanted);
    }
  }

  private List<Finding> findings(Connection connection) throws SQLException {
    Collection<Index> indexes = indexes(connection);
    if (indexes.isEmpty()) {
      return List.of(
          Finding.warn(
              name(),
              "%s has none, or is a view".formatted(source.table()),
              "See that the table has a unique id, and indexes on (modified, id) and sold_at."));
    }
    List<String> id =
        source.idColumns().names().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    List<Finding> findings = new ArrayList<>();
    if (indexes.stream().noneMatch(it -> it.unique && id.containsAll(it.columns))) {
      findings.add(missingKey(id, indexes.iterator().next()));
    }
    column(SaleField.MODIFIED)
        .filter(it -> indexes.stream().noneMatch(index -> servesChanges(index, indexes, it, id)))
        .ifPresent(
            it ->
                findings.add(
                    missing(behind(it, id), "", "each sync goes through the whole table")));
    column(SaleField.SOLD_AT)
        .filter(it -> indexes.stream().noneMatch(index -> index.beginsWith(List.of(it))))
        .ifPresent(
            it ->
                findings.add(
                    missing(
                        behind(it, id),
                        "",
                        "work on some days goes through the whole table, and no backfill can be shared")));
    return findings.isEmpty()
        ? List.of(Finding.ok(name(), "%d, those needed among them".formatted(indexes.size())))
        : findings;
  }

  /** An index of InnoDB ends in the primary key, named or not. */
  private static boolean servesChanges(
      Index index, Collection<Index> all, String modified, List<String> id) {
    boolean idIsPrimary = all.iterator().next().columns.equals(id);
    return index.beginsWith(behind(modified, id))
        || idIsPrimary && index.columns.equals(List.of(modified));
  }

  private static List<String> behind(String column, List<String> id) {
    return Stream.concat(Stream.of(column), id.stream().filter(it -> !it.equals(column))).toList();
  }

  /** Where a key has more columns, these are what tells rows apart. */
  private Finding missingKey(List<String> id, Index first) {
    if (!first.unique || !first.columns.containsAll(id)) {
      return missing(
          id,
          "UNIQUE ",
          "several rows may have the same id, which is looked for while reading; a backfill may sort the table for each page");
    }
    return Finding.warn(
        name(),
        "the key is (%s), not (%s): several rows may have the same id, which is looked for while reading"
            .formatted(String.join(", ", first.columns), String.join(", ", id)),
        "Set saleslens.source.columns.id (SALESLENS_SOURCE_COLUMNS_ID) to '%s', unless %s alone tells rows apart."
            .formatted(String.join(",", first.columns), String.join(",", id)));
  }

  private Optional<String> column(SaleField field) {
    return source.column(field).map(it -> it.toLowerCase(Locale.ROOT));
  }

  private Collection<Index> indexes(Connection connection) throws SQLException {
    // the primary key comes first
    String sql = "SHOW INDEX FROM %s".formatted(SourceTable.quoted(source.table()));
    Map<String, Index> indexes = new LinkedHashMap<>();
    for (List<String> row : Sql.rows(connection, sql)) {
      indexes
          .computeIfAbsent(row.get(2), it -> new Index(row.get(1).equals("0"), new ArrayList<>()))
          .columns
          .add(row.get(4).toLowerCase(Locale.ROOT));
    }
    return indexes.values();
  }

  private Finding missing(List<String> columns, String kind, String consequence) {
    String name = "saleslens_" + String.join("_", columns);
    List<String> quoted = columns.stream().map(SourceTable::quoted).toList();
    return Finding.warn(
        name(),
        "none on (%s): %s".formatted(String.join(", ", columns), consequence),
        "CREATE %sINDEX %s ON %s (%s);"
            .formatted(
                kind,
                SourceTable.quoted(name),
                SourceTable.quoted(source.table()),
                String.join(", ", quoted)));
  }
}
