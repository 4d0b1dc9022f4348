package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;

/**
 * A column of a file, or a member of its objects, that stands for a field.
 *
 * @param name as the file spells it
 * @param field it stands for
 * @param part what its name says it holds of a time
 */
record Column(String name, SaleField field, Part part) {
  /** The date and the time of day of a sale may come in two columns. */
  enum Part {
    WHOLE,
    DATE,
    TIME
  }

  static Column of(String name, SaleField field) {
    return new Column(name, field, partOf(ColumnNames.normalized(name), field));
  }

  private static Part partOf(String name, SaleField field) {
    if (field != SaleField.SOLD_AT || endsWithAny(name, "일시", "datetime")) {
      return Part.WHOLE;
    }
    if (endsWithAny(name, "date", "일자", "일", "날짜")) {
      return Part.DATE;
    }
    return endsWithAny(name, "time", "시간", "시각") ? Part.TIME : Part.WHOLE;
  }

  private static boolean endsWithAny(String name, String... endings) {
    for (String ending : endings) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Whether not both can be given. */
  boolean clashesWith(Column other) {
    boolean dateAndTime =
        part == Part.DATE && other.part == Part.TIME
            || part == Part.TIME && other.part == Part.DATE;
    return field == other.field && !dateAndTime;
  }
}
