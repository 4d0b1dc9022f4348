package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the first sheet of an Excel workbook. The first row with text is the header; rows without
 * are left out. Formulas count as what Excel last worked out.
 */
final class XlsxSales {
  /** Columns of a sheet. */
  private static final int MOST_COLUMNS = 16_384;

  /** Rows of a sheet, empty ones too. */
  private static final long MOST_ROWS = 1 << 20;

  /** By which columns are counted: A to Z, then AA. */
  private static final int LETTERS = 26;

  private final XmlInput xml;
  private final List<String> sharedTexts;
  private final BitSet dateFormats;
  private final SheetNumbers numbers;
  private final Intake intake;
  private final List<Cell> cells = new ArrayList<>();
  private int nextColumn;
  private Header header;
  private long headerRow;
  private long rowNumber;

  /**
   * A cell that the file has; between two of them others may be left out, thousands in each row.
   *
   * @param column its place, from 0
   */
  private record Cell(int column, Shown shown) {}

  /**
   * What a cell holds.
   *
   * @param text what it shows
   * @param fault or why it can show nothing
   */
  private record Shown(String text, String fault) {
    static final Shown EMPTY = new Shown("", null);

    boolean isEmpty() {
      return fault == null && text.isBlank();
    }
  }

  private XlsxSales(XmlInput xml, Workbook workbook, Intake intake) throws IOException {
    this.xml = xml;
    this.sharedTexts = workbook.sharedTexts();
    this.dateFormats = workbook.dateFormats();
    this.numbers = new SheetNumbers(workbook.isSince1904());
    this.intake = intake;
  }

  static void read(Path file, FileRules rules, Intake intake) throws IOException {
    try (Workbook workbook = Workbook.open(file, rules);
        FileBytes sheet = workbook.sheet()) {
      new XlsxSales(new XmlInput(sheet), workbook, intake).readSheet();
    }
  }

  private void readSheet() {
    if (xml.toElement(Set.of("sheetData"))) {
      int parent = xml.depth();
      while (xml.toChild(parent, () -> {})) {
        readRow();
      }
    }
    if (header == null) {
      throw new ImportException(
          ImportException.MALFORMED, "The first sheet is empty; it needs a header row.");
    }
    xml.toEnd();
    intake.end();
  }

  private void readRow() {
    rowNumber = numberOfRow();
    cells.clear();
    nextColumn = 0;
    xml.beginRow();
    int parent = xml.depth();
    while (xml.toChild(parent, () -> {})) {
      int column = column(xml.attribute("r"));
      nextColumn = column + 1;
      Shown shown = shown();
      if (!shown.isEmpty()) {
        cells.add(new Cell(column, shown));
      }
    }
    xml.endRow();
    if (cells.isEmpty()) {
      return;
    }
    if (header == null) {
      headerRow = rowNumber;
      header = Header.of(names(), intake);
    } else {
      takeRow();
    }
  }

  private List<String> names() {
    String[] names = new String[cells.get(cells.size() - 1).column() + 1];
    Arrays.fill(names, "");
    cells.forEach(it -> names[it.column()] = it.shown().text());
    return List.of(names);
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
    int parent = xml.depth();
    while (xml.toChild(parent, () -> {})) {
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
      return new Shown(inline, null);
    }
    if (value == null || value.isEmpty()) {
      return formula && !"str".equals(type)
          ? new Shown("", "is a formula without a value; open the file in Excel and save it")
          : Shown.EMPTY;
    }
    return shown(type == null ? "n" : type, value, format);
  }

  private Shown shown(String type, String value, String format) {
    try {
      return switch (type) {
        case "s" -> new Shown(sharedText(value), null);
        case "n" -> new Shown(isDate(format) ? numbers.time(value) : numbers.number(value), null);
        case "e" -> new Shown("", "holds the error '%s'".formatted(Values.shown(value)));
        default -> new Shown(value, null);
      };
    } catch (BadValueException e) {
      return new Shown("", e.getMessage());
    }
  }

  private boolean isDate(String format) {
    return format != null
        && format.matches("[0-9]{1,6}")
        && dateFormats.get(Integer.parseInt(format));
  }

  private String sharedText(String place) {
    if (place.matches("[0-9]{1,9}") && Integer.parseInt(place) < sharedTexts.size()) {
      return sharedTexts.get(Integer.parseInt(place));
    }
    throw malformed("refers to a text '%s' that it does not have".formatted(Values.shown(place)));
  }

  private void takeRow() {
    RawSale sale = new RawSale(rowNumber - headerRow);
    for (Cell cell : cells) {
      if (cell.column() < header.size()) {
        take(cell, sale);
      }
    }
    intake.take(sale);
  }

  private void take(Cell cell, RawSale sale) {
    Shown shown = cell.shown();
    if (shown.fault() == null) {
      header.put(sale, cell.column(), shown.text());
    } else {
      header.column(cell.column()).ifPresent(column -> sale.refuse(column.field(), shown.fault()));
    }
  }

  private static ImportException malformed(String what) {
    return new ImportException(
        ImportException.MALFORMED,
        "The file is no Excel workbook (.xlsx): its sheet %s.".formatted(what));
  }
}
