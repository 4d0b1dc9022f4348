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
    String id = column(SaleField.ID).orElseThrow();
    List<Finding> findings = new ArrayList<>();
    if (indexes.stream().noneMatch(it -> it.unique && it.columns.equals(List.of(id)))) {
      findings.add(missing(List.of(id), "UNIQUE ", "a backfill sorts the table for each page"));
    }
    column(SaleField.MODIFIED)
        .filter(it -> indexes.stream().noneMatch(index -> servesChanges(index, indexes, it, id)))
        .ifPresent(
            it ->
                findings.add(
                    missing(List.of(it, id), "", "each sync goes through the whole table")));
    column(SaleField.SOLD_AT)
        .filter(it -> indexes.stream().noneMatch(index -> index.beginsWith(List.of(it))))
        .ifPresent(
            it ->
                findings.add(
                    missing(
                        List.of(it, id),
                        "",
                        "work on some days goes through the whole table, and no backfill can be shared")));
    return findings.isEmpty()
        ? List.of(Finding.ok(name(), "%d, those needed among them".formatted(indexes.size())))
        : findings;
  }

  /** An index of InnoDB ends in the primary key, named or not. */
  private static boolean servesChanges(
      Index index, Collection<Index> all, String modified, String id) {
    boolean idIsPrimary = all.iterator().next().columns.equals(List.of(id));
    return index.beginsWith(List.of(modified, id))
        || idIsPrimary && index.columns.equals(List.of(modified));
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
