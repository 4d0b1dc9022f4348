package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.imports.file.SheetRows.Cell;
import io.saleslens.indexer.imports.file.SheetRows.Kind;
import io.saleslens.indexer.imports.file.SheetRows.Shown;
import io.saleslens.indexer.settings.SaleField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads a sheet of an Excel workbook: the first in which a header is found, else the first that has
 * text. Rows without are left out.
 */
final class XlsxSales {
  private final Workbook workbook;
  private final CellTexts texts;
  private final FileRules rules;
  private final Intake intake;
  private String sheet;
  private HeaderSearch search;

  private XlsxSales(Workbook workbook, FileRules rules, Intake intake) throws IOException {
    this.workbook = workbook;
    this.texts = new CellTexts(workbook);
    this.rules = rules;
    this.intake = intake;
  }

  static void read(Path file, FileRules rules, Intake intake) throws IOException {
    try (Workbook workbook = Workbook.open(file, rules)) {
      XlsxSales sales = new XlsxSales(workbook, rules, intake);
      sales.chooseSheet();
      sales.readSheet();
    }
  }

  private void chooseSheet() throws IOException {
    for (String part : workbook.sheets().keySet()) {
      HeaderSearch found = search(part);
      if (search == null && found.hasRows() || found.isComplete()) {
        sheet = part;
        search = found;
      }
      if (found.isComplete()) {
        return;
      }
    }
    if (sheet == null) {
      throw new ImportException(
          ImportException.MALFORMED, "The first sheet is empty; it needs a header row.");
    }
  }

  private HeaderSearch search(String part) throws IOException {
    HeaderSearch found = new HeaderSearch(rules, intake.day().isPresent());
    try (FileBytes bytes = workbook.sheet(part)) {
      SheetRows rows = new SheetRows(new XmlInput(bytes), texts);
      while (found.wantsMore() && rows.next()) {
        found.add(rows.texts());
      }
    }
    return found;
  }

  private void readSheet() throws IOException {
    try (FileBytes bytes = workbook.sheet(sheet)) {
      SheetRows rows = new SheetRows(new XmlInput(bytes), texts);
      for (int i = 0; i <= search.at(); i++) {
        rows.next();
      }
      long headerRow = rows.rowNumber();
      Header header = Header.of(rows.texts(), intake, place(headerRow));
      while (rows.next()) {
        RawSale sale = new RawSale(rows.rowNumber() - headerRow);
        rows.cells().forEach(cell -> take(cell, sale, header));
        intake.take(sale);
      }
      rows.toEnd();
    }
    intake.end();
  }

  private String place(long headerRow) {
    Map<String, String> sheets = workbook.sheets();
    String row = "row " + headerRow;
    return sheets.size() == 1
        ? row
        : row + " of the sheet '" + Values.shown(sheets.get(sheet)) + "'";
  }

  private static void take(Cell cell, RawSale sale, Header header) {
    if (cell.column() >= header.size()) {
      return;
    }
    Shown shown = cell.shown();
    Column column = header.column(cell.column()).orElse(null);
    String fault = shown.fault() == null && column != null ? fault(shown, column) : shown.fault();
    if (fault == null) {
      header.put(sale, cell.column(), shown.text());
    } else if (column != null) {
      sale.refuse(column.field(), fault);
    } else {
      // it may have said that the sale is canceled
      header.put(sale, cell.column(), fault);
    }
  }

  /** Why a field does not take what the cell shows; null if it may. */
  private static String fault(Shown shown, Column column) {
    SaleField.Kind kind = column.field().kind();
    if (shown.kind() == Kind.FLAG && kind != SaleField.Kind.FLAG && kind != SaleField.Kind.TEXT) {
      return "is %s; it must be text or a number".formatted(shown.text());
    }
    if (shown.kind() == Kind.NUMBER && column.part() == Column.Part.TIME) {
      try {
        Times.ofNumber(shown.text());
      } catch (BadValueException e) {
        return e.getMessage();
      }
    }
    return null;
  }
}
