package io.saleslens.indexer.imports.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The rows of a sheet that have text. Formulas count as what Excel last worked out. */
final class SheetRows {
  /** Columns of a sheet. */
  private static final int MOST_COLUMNS = 16_384;

  /** Rows of a sheet, empty ones too. */
  private static final long MOST_ROWS = 1 << 20;

  /** By which columns are counted: A to Z, then AA. */
  private static final int LETTERS = 26;

  private final XmlInput xml;
  private final CellTexts texts;
  private final List<Cell> cells = new ArrayList<>();
  private int nextColumn;
  private long rowNumber;

  /**
   * A cell that the file has; between two of them others may be left out, thousands in each row.
   *
   * @param column its place, from 0
   */
  record Cell(int column, Shown shown) {}

  /** What a cell may hold. */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG
  }

  /**
   * What a cell holds.
   *
   * @param text what it shows
   * @param fault or why it can show nothing
   * @param kind of what it holds
   */
  record Shown(String text, String fault, Kind kind) {
    static final Shown EMPTY = text("");

    static Shown text(String text) {
      return new Shown(text, null, Kind.TEXT);
    }

    static Shown fault(String fault) {
      return new Shown("", fault, Kind.TEXT);
    }

    boolean isEmpty() {
      return fault == null && text.isBlank();
    }
  }

  private final int parent;

  SheetRows(XmlInput xml, CellTexts texts) {
    this.xml = xml;
    this.texts = texts;
    this.parent = xml.toElement(Set.of("sheetData")) ? xml.depth() : Integer.MAX_VALUE;
  }

  /** Goes to the next row that has text; false at the end. */
  boolean next() {
    while (xml.toChild(parent, () -> {})) {
      readRow();
      if (!cells.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The row's cells with text, or with a fault. */
  List<Cell> cells() {
    return cells;
  }

  /** As the sheet counts them. */
  long rowNumber() {
    return rowNumber;
  }

  /** The texts of the row's cells, by their places. */
  List<String> texts() {
    String[] all = new String[cells.get(cells.size() - 1).column() + 1];
    Arrays.fill(all, "");
    cells.forEach(it -> all[it.column()] = it.shown().text());
    return List.of(all);
  }

  /** Reads what is left, which may be damaged. */
  void toEnd() {
    xml.toEnd();
  }

  private void readRow() {
    rowNumber = numberOfRow();
    cells.clear();
    nextColumn = 0;
    xml.beginRow();
    int row = xml.depth();
    while (xml.toChild(row, () -> {})) {
      int column = column(xml.attribute("r"));
      nextColumn = column + 1;
      Shown shown = shown();
      if (!shown.isEmpty()) {
        cells.add(new Cell(column, shown));
      }
    }
    xml.endRow();
  }

  private long numberOfRow() {
    String given = xml.attribute("r");
    long number = rowNumber + 1;
    if (given != null) {
      if (!given.matches("[0-9]{1,9}") || Long.parseLong(given) <= rowNumber) {
        throw malformed("has row '%s' behind row %d".formatted(Values.shown(given), rowNumber));
      }
      number = Long.parseLong(given);
    }
    if (number > MOST_ROWS) {
      throw new ImportException(
          ImportException.TOO_MANY_ROWS,
          "The sheet has a row %d; a sheet has at most %d.".formatted(number, MOST_ROWS));
    }
    return number;
  }

  /** The column of a cell such as {@code AB12}, from 0; the next one if it does not say. */
  private int column(String place) {
    if (place == null) {
      return requireColumn(nextColumn, "");
    }
    int column = 0;
    for (int i = 0; i < place.length() && column <= MOST_COLUMNS && isLetter(place, i); i++) {
      column = LETTERS * column + place.charAt(i) - 'A' + 1;
    }
    return requireColumn(column - 1, place);
  }

  private static boolean isLetter(String place, int i) {
    return place.charAt(i) >= 'A' && place.charAt(i) <= 'Z';
  }

  private int requireColumn(int column, String place) {
    if (column < nextColumn || column >= MOST_COLUMNS) {
      throw malformed(
          "has a cell '%s' in row %d that has no place there"
              .formatted(Values.shown(place), rowNumber));
    }
    return column;
  }

  private Shown shown() {
    String type = xml.attribute("t");
    String format = xml.attribute("s");
    String value = null;
    String inline = null;
    boolean formula = false;
    int cell = xml.depth();
    while (xml.toChild(cell, () -> {})) {
      switch (xml.name()) {
        case "v" -> value = xml.text();
        case "is" -> inline = xml.richText();
        default -> {
          formula |= xml.name().equals("f");
          xml.skip();
        }
      }
    }
    if (inline != null) {
      return Shown.text(CellTexts.unescaped(inline));
    }
    if (value == null || value.isEmpty()) {
      return formula && !"str".equals(type)
          ? Shown.fault("is a formula without a value; open the file in Excel and save it")
          : Shown.EMPTY;
    }
    return texts.shown(type == null ? "n" : type, value, format);
  }

  static ImportException malformed(String what) {
    return new ImportException(
        ImportException.MALFORMED,
        "The file is no Excel workbook (.xlsx): its sheet %s.".formatted(what));
  }
}
