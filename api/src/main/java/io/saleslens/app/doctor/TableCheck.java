package io.saleslens.app.doctor;

import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SourceTable;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SourceSettings;
import java.util.Arrays;
import java.util.List;

/** Whether the table is there and has the columns that the settings name. */
final class TableCheck implements Check {
  private final Database database;
  private final SourceSettings source;

  TableCheck(Database database, SourceSettings source) {
    this.database = database;
    this.source = source;
  }

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<Finding> look() {
    return new Sql(database)
        .connected(
            "table " + source.table(),
            connection -> {
              SourceTable table = SourceTable.open(database, connection, source);
              List<String> without =
                  Arrays.stream(SaleField.values())
                      .filter(it -> source.column(it).isEmpty())
                      .map(SaleField::fieldName)
                      .toList();
              return List.of(
                  Finding.ok(
                      name(),
                      "%s can be read, %d columns%s"
                          .formatted(
                              table.name(),
                              source.columns().size(),
                              without.isEmpty()
                                  ? ""
                                  : ", none for " + String.join(", ", without))));
            });
  }
}
