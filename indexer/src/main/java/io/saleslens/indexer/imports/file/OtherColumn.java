package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.imports.file.StateWords.Says;
import java.util.HashMap;
import java.util.Map;

/**
 * A column of a file that stands for no field, or only for a text, but may say that sales are
 * canceled. Where its name says what it holds, it is read; elsewhere its values are watched, as
 * long as they are of a small set.
 */
final class OtherColumn {
  /** Different values of a column that may be of states; one with more holds free text. */
  private static final int MOST_STATES = 64;

  private final String name;
  private final CancelName meaning;
  private final boolean isText;
  private final Map<String, Says> seen = new HashMap<>();
  private long values;
  private long states;
  private boolean isFree;
  private boolean isRead;
  private long unclearRow;
  private String unclearValue;

  /**
   * @param name as the file spells it
   * @param isText whether it stands for a field of text
   */
  OtherColumn(String name, boolean isText) {
    this.name = name;
    this.meaning = CancelName.of(ColumnNames.normalized(name).replace(".", ""));
    this.isText = isText;
  }

  String name() {
    return name;
  }

  /** Whether a text is its name. */
  boolean isCalled(String text) {
    return ColumnNames.normalized(text).equals(ColumnNames.normalized(name));
  }

  CancelName meaning() {
    return meaning;
  }

  /** Whether its name tells that it is about states or cancellations. */
  boolean isSuspect() {
    return !isText && meaning.kind() != CancelName.Kind.OTHER;
  }

  /** Whether some value of it said that a sale is canceled, or not. */
  boolean isRead() {
    return isRead;
  }

  /** A value of it counted. */
  void read() {
    isRead = true;
  }

  /** Whether values of it are worth looking at. */
  boolean isWatched() {
    return isSuspect() || !isFree;
  }

  /** What a value of a column says that is watched only. */
  Says watch(String text) {
    if (isFree) {
      return Says.NOTHING;
    }
    String brief = text.length() > StateWords.LONGEST ? "" : text;
    Says says = seen.get(brief);
    if (says == null) {
      says = brief.isEmpty() ? Says.UNKNOWN : StateWords.of(brief);
      seen.put(brief, says);
      isFree = seen.size() > MOST_STATES;
    }
    values += says == Says.NOTHING ? 0 : 1;
    states += says == Says.NOTHING || says == Says.UNKNOWN ? 0 : 1;
    return says;
  }

  /** A row that it seems to call canceled, and nothing else does. */
  void unclear(long row, String value) {
    if (unclearValue == null) {
      unclearRow = row;
      unclearValue = value;
    }
  }

  /**
   * To be called at the end: text, too, is a state where it never holds anything else, any other
   * column where at least half of its values are; and so are kinds of sales where one is a state.
   *
   * @throws ImportException if rows seem to be canceled that nothing else calls so
   */
  void requireClear() {
    boolean isState = !isSuspect() && !isFree && (isText ? states == values : 2 * states >= values);
    boolean isMixed = meaning.kind() == CancelName.Kind.TYPE && isRead && !isText;
    if (unclearValue != null && (isState || isMixed)) {
      throw refused(unclearRow, unclearValue);
    }
  }

  ImportException refused(long row, String value) {
    return new ImportException(
        ImportException.UNCLEAR_COLUMN,
        "The column '%s' may say that sales are canceled, and row %d has '%s' there, which is not understood. Say what it means in saleslens.imports.aliases: '%s' if it says so by words such as 취소, CANCELLED and 정상 or by 1 and 0, '%s' if it is to be passed over."
            .formatted(
                shownName(),
                row,
                Values.shown(value),
                AliasSetting.entry(shownName(), "is_canceled"),
                AliasSetting.entry(shownName(), isText ? textField() : "none")),
        row,
        null,
        null);
  }

  private String shownName() {
    return Values.shown(name.strip());
  }

  private String textField() {
    return ColumnNames.DEFAULTS.get(ColumnNames.normalized(name)).fieldName();
  }
}
