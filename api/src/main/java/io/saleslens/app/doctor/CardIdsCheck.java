package io.saleslens.app.doctor;

import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SourceTable;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether ids are card numbers: they are kept as they are unless the settings say otherwise. Of
 * other long numbers one in four looks like one, so what counts is whether most do.
 */
final class CardIdsCheck implements Check {
  private static final int SAMPLE = 1_000;

  private final Database database;
  private final SourceSettings source;

  CardIdsCheck(Database database, SourceSettings source) {
    this.database = database;
    this.source = source;
  }

  @Override
  public String name() {
    return "card ids";
  }

  @Override
  public List<Finding> look() {
    return new Sql(database).connected("some ids of " + source.table(), this::findings);
  }

  private List<Finding> findings(Connection connection) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    for (SaleField field : SaleField.values()) {
      if (field.kind() == SaleField.Kind.ID && source.column(field).isPresent()) {
        look(connection, field, findings);
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(name(), "no column of ids looks like card numbers"))
        : findings;
  }

  private void look(Connection connection, SaleField field, List<Finding> findings)
      throws SQLException {
    String sql =
        "SELECT %s FROM %s LIMIT %d"
            .formatted(
                SourceTable.quoted(source.column(field).orElseThrow()),
                SourceTable.quoted(source.table()),
                SAMPLE);
    List<List<String>> ids = Sql.rows(connection, sql);
    long cards = ids.stream().filter(it -> CardMask.hasCard(it.get(0))).count();
    if (cards * 2 > ids.size()) {
      findings.add(
          Finding.warn(
              name(),
              "%s looks like card numbers in %d of %d rows; they are %s"
                  .formatted(
                      field.fieldName(),
                      cards,
                      ids.size(),
                      source.refusesCardIds() ? "refused" : "kept as they are"),
              source.refusesCardIds()
                  ? "Set saleslens.source.columns.%s to a column of other ids."
                      .formatted(field.fieldName().replace('_', '-'))
                  : "If they are, set saleslens.card.ids to refuse, and name a column of other ids."));
    }
  }
}
