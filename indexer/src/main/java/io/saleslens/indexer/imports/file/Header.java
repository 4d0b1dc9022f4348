package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of a table, in their order. */
final class Header {
  private static final int MOST_NAMED = 30;

  private final List<String> names;
  private final List<Optional<Column>> columns;
  private final Intake intake;

  private Header(List<String> names, List<Optional<Column>> columns, Intake intake) {
    this.names = List.copyOf(names);
    this.columns = columns;
    this.intake = intake;
  }

  /**
   * @param place of the header, for people
   * @throws ImportException if a column is missing that each sale needs, or two stand for one field
   */
  static Header of(List<String> names, Intake intake, String place) {
    List<Optional<Column>> columns = new ArrayList<>();
    for (String name : names) {
      Optional<Column> column = intake.column(name);
      column.ifPresent(it -> requireNoClash(columns, it));
      columns.add(column);
    }
    require(SaleField.STORE_ID, columns, names, place);
    require(SaleField.AMOUNT_SALE, columns, names, place);
    if (intake.day().isEmpty()) {
      require(SaleField.SOLD_AT, columns, names, place);
    }
    return new Header(names, columns, intake);
  }

  private static void requireNoClash(List<Optional<Column>> earlier, Column column) {
    earlier.stream()
        .flatMap(Optional::stream)
        .filter(column::clashesWith)
        .findFirst()
        .ifPresent(
            other -> {
              throw new ImportException(
                  ImportException.DUPLICATE_COLUMN,
                  "The columns '%s' and '%s' both stand for %s. Remove one, or have it ignored by '%s' in saleslens.imports.aliases."
                      .formatted(
                          Values.shown(other.name().strip()),
                          Values.shown(column.name().strip()),
                          column.field().fieldName(),
                          AliasSetting.entry(Values.shown(column.name().strip()), "none")),
                  null,
                  column.field().fieldName(),
                  null);
            });
  }

  private static void require(
      SaleField field, List<Optional<Column>> columns, List<String> names, String place) {
    if (columns.stream().flatMap(Optional::stream).anyMatch(it -> it.field() == field)) {
      return;
    }
    throw new ImportException(
        ImportException.MISSING_COLUMN,
        "No column stands for %s. The columns%s are: %s. Rename one, or add its name to saleslens.imports.aliases as 'name=%s'."
            .formatted(
                field.fieldName(),
                place.endsWith(" 1") ? "" : ", in " + place + ",",
                names.stream()
                    .filter(name -> !name.isBlank())
                    .limit(MOST_NAMED)
                    .map(name -> "'" + Values.shown(name.strip()) + "'")
                    .collect(Collectors.joining(", ")),
                field.fieldName()),
        null,
        field.fieldName(),
        null);
  }

  int size() {
    return columns.size();
  }

  /** Hands a value of a column to a sale. */
  void put(RawSale sale, int index, String text) {
    columns.get(index).ifPresent(column -> sale.put(column, text));
    intake.watch(sale, names.get(index), text);
  }

  /** Empty if the column stands for no field. */
  Optional<Column> column(int index) {
    return columns.get(index);
  }
}
