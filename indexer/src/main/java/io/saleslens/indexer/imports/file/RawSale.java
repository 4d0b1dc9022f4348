package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.settings.SaleField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A row as the file has it: texts, stripped, and what is wrong with its form. */
final class RawSale {
  /** An object may have a member any number of times. */
  private static final int MOST_FAULTS = 100;

  private final long row;
  private final Map<SaleField, String> texts = new EnumMap<>(SaleField.class);
  private final List<Column> columns = new ArrayList<>();
  private final List<Refusal> faults = new ArrayList<>();
  private final List<Other> others = new ArrayList<>();
  private String timeOfDay;
  private String cardColumn;

  /** A value of a column that may say that the sale is canceled. */
  record Other(OtherColumn column, String text) {}

  RawSale(long row) {
    this.row = row;
  }

  /** The value of a column that was checked to clash with no other; empty counts as not given. */
  void put(Column column, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return;
    }
    if (column.field() == SaleField.CARD_NUMBER) {
      cardColumn = column.name();
    }
    if (column.part() == Column.Part.TIME) {
      timeOfDay = stripped;
    } else {
      texts.put(column.field(), stripped);
    }
  }

  /** The value of a member of an object, unless an earlier one stands for the same field. */
  void putMember(Column column, String text) {
    if (begin(column)) {
      put(column, text);
    }
  }

  /** The value of a column that stands for no field, or for a text alone. */
  void putOther(OtherColumn column, String text) {
    String stripped = text.strip();
    if (!stripped.isEmpty()) {
      others.add(new Other(column, stripped));
    }
  }

  List<Other> others() {
    return others;
  }

  /** A member whose value is of a form that no field has. */
  void refuseMember(Column column, String reason) {
    if (begin(column)) {
      refuse(column.field(), reason);
    }
  }

  private boolean begin(Column column) {
    if (faults.size() >= MOST_FAULTS) {
      return false;
    }
    for (Column earlier : columns) {
      if (earlier.clashesWith(column)) {
        refuse(
            column.field(),
            "is given twice, as '%s' and '%s'"
                .formatted(Values.shown(earlier.name()), Values.shown(column.name())));
        return false;
      }
    }
    columns.add(column);
    return true;
  }

  /** A fault of the whole row, which is then not looked into further. */
  void refuse(String reason) {
    faults.clear();
    faults.add(new Refusal(row, "", reason));
  }

  void refuse(SaleField field, String reason) {
    faults.add(new Refusal(row, field.fieldName(), reason));
  }

  long row() {
    return row;
  }

  /** Null if it is not given. */
  String text(SaleField field) {
    return texts.get(field);
  }

  /** Of a column that holds nothing else; null if it is not given. */
  String timeOfDay() {
    return timeOfDay;
  }

  /** Where the card number comes from; null if there is none. */
  String cardColumn() {
    return cardColumn;
  }

  List<Refusal> faults() {
    return faults;
  }

  /** Whether the whole row is. */
  boolean isRefused() {
    return hasFault("");
  }

  boolean hasFault(SaleField field) {
    return hasFault(field.fieldName());
  }

  private boolean hasFault(String field) {
    for (Refusal fault : faults) {
      if (fault.field().equals(field)) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return texts.isEmpty() && timeOfDay == null && faults.isEmpty();
  }
}
