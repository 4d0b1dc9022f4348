package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** By which columns are counted: A to Z, then AA. */
  private static final int LETTERS = 26;

  private final XmlInput xml;
  private final List<String> sharedTexts;
  private final BitSet dateFormats;
  private final SheetNumbers numbers;
  private final Intake intake;
  private final List<Cell> cells = new ArrayList<>();
  private Header header;
  private long headerRow;
  private long rowNumber;

  /**
   * A cell.
   *
   * @param text what it shows
   * @param fault or why it can show nothing
   */
  private record Cell(String text, String fault) {
    static final Cell EMPTY = new Cell("", null);

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
    int parent = xml.depth();
    while (xml.toChild(parent, () -> {})) {
      int column = column(xml.attribute("r"));
      while (cells.size() < column) {
        cells.add(Cell.EMPTY);
      }
      cells.add(cell());
    }
    if (cells.stream().allMatch(Cell::isEmpty)) {
      return;
    }
    if (header == null) {
      headerRow = rowNumber;
      header = Header.of(cells.stream().map(Cell::text).toList(), intake);
    } else {
      takeRow();
    }
  }

  private long numberOfRow() {
    String given = xml.attribute("r");
    if (given == null) {
      return rowNumber + 1;
    }
    if (given.matches("[0-9]{1,9}") && Long.parseLong(given) > rowNumber) {
      return Long.parseLong(given);
    }
    throw malformed("has row '%s' behind row %d".formatted(Values.shown(given), rowNumber));
  }

  /** The column of a cell such as {@code AB12}, from 0; the next one if it does not say. */
  private int column(String place) {
    if (place == null) {
      return requireColumn(cells.size(), "");
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
    if (column < cells.size() || column >= MOST_COLUMNS) {
      throw malformed(
          "has a cell '%s' in row %d that has no place there"
              .formatted(Values.shown(place), rowNumber));
    }
    return column;
  }

  private Cell cell() {
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
      return new Cell(inline, null);
    }
    if (value == null || value.isEmpty()) {
      return formula && !"str".equals(type)
          ? new Cell("", "is a formula without a value; open the file in Excel and save it")
          : Cell.EMPTY;
    }
    return cell(type == null ? "n" : type, value, format);
  }

  private Cell cell(String type, String value, String format) {
    try {
      return switch (type) {
        case "s" -> new Cell(sharedText(value), null);
        case "n" -> new Cell(isDate(format) ? numbers.time(value) : numbers.number(value), null);
        case "e" -> new Cell("", "holds the error '%s'".formatted(Values.shown(value)));
        default -> new Cell(value, null);
      };
    } catch (BadValueException e) {
      return new Cell("", e.getMessage());
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
    for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
      Cell cell = cells.get(i);
      if (cell.fault() == null) {
        header.put(sale, i, cell.text());
      } else {
        header.column(i).ifPresent(column -> sale.refuse(column.field(), cell.fault()));
      }
    }
    intake.take(sale);
  }

  private static ImportException malformed(String what) {
    return new ImportException(
        ImportException.MALFORMED,
        "The file is no Excel workbook (.xlsx): its sheet %s.".formatted(what));
  }
}
