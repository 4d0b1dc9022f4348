package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.csv.CsvRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/**
 * Reads CSV. Of comma, semicolon, tab and bar the one counts by which the header has the most
 * columns that are known, unless the first line says {@code sep=;}. The header may stand below a
 * title.
 */
final class CsvSales {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
  private static final String SEPARATOR = "sep=";

  private final TextFile file;
  private final FileRules rules;
  private final Intake intake;

  CsvSales(TextFile file, FileRules rules, Intake intake) {
    this.file = file;
    this.rules = rules;
    this.intake = intake;
  }

  void read() throws IOException {
    Character said = saidDelimiter();
    Layout layout = said == null ? layout() : layout(said, true);
    try (BufferedReader in = file.open()) {
      CsvRecords records = file.records(in, layout.delimiter());
      CsvRecords.Line line = null;
      for (int i = layout.search().at(); i >= 0; i = line.error() == null ? i - 1 : i) {
        line = next(records, layout.skipsFirst() && line == null);
      }
      Header header = Header.of(line.fields(), intake, "line " + line.number());
      readRows(records, header);
      intake.end();
    }
  }

  /** How the file is laid out, when its delimiter is this. */
  private record Layout(char delimiter, boolean skipsFirst, HeaderSearch search) {}

  /**
   * What a first line such as {@code sep=;} says, by which Excel is told; null if there is none.
   */
  private Character saidDelimiter() throws IOException {
    try (BufferedReader in = file.open()) {
      char[] first = new char[SEPARATOR.length() + 2];
      int count = in.read(first);
      String text = count < 0 ? "" : new String(first, 0, count);
      boolean isSaid =
          text.length() > SEPARATOR.length()
              && text.substring(0, SEPARATOR.length()).equalsIgnoreCase(SEPARATOR)
              && "\r\n".indexOf(text.charAt(text.length() - 1)) >= 0;
      return isSaid ? text.charAt(SEPARATOR.length()) : null;
    }
  }

  /** By the delimiter with which most columns of the header are known. */
  private Layout layout() throws IOException {
    Layout best = null;
    for (char delimiter : DELIMITERS) {
      Layout layout = layout(delimiter, false);
      if (best == null || layout.search().known() > best.search().known()) {
        best = layout;
      }
    }
    return best;
  }

  private Layout layout(char delimiter, boolean skipsFirst) throws IOException {
    HeaderSearch search = new HeaderSearch(rules, intake.day().isPresent());
    String error = null;
    try (BufferedReader in = file.open()) {
      CsvRecords records = file.records(in, delimiter);
      for (boolean skips = skipsFirst; search.wantsMore() && records.hasNext(); skips = false) {
        CsvRecords.Line line = records.next();
        if (skips) {
          continue;
        }
        if (line.error() == null) {
          search.add(line.fields());
        } else {
          error = error == null ? line.error() : error;
        }
      }
    }
    if (!search.hasRows()) {
      throw new ImportException(
          ImportException.MALFORMED,
          error == null
              ? "The file is empty; it needs a header line."
              : "The header cannot be read: %s.".formatted(error));
    }
    return new Layout(delimiter, skipsFirst, search);
  }

  private static CsvRecords.Line next(CsvRecords records, boolean skipsFirst) {
    if (skipsFirst) {
      records.next();
    }
    return records.next();
  }

  /** Rows without any value are refused, but for those at the end, which some programs leave. */
  private void readRows(CsvRecords records, Header header) {
    long row = 1;
    long firstEmpty = 0;
    long empties = 0;
    while (records.hasNext()) {
      CsvRecords.Line line = records.next();
      if (isEmpty(line)) {
        firstEmpty = empties == 0 ? row : firstEmpty;
        empties++;
      } else {
        for (; empties > 0; empties--) {
          intake.take(new RawSale(firstEmpty++));
        }
        read(line, row, header);
      }
      row++;
    }
  }

  private static boolean isEmpty(CsvRecords.Line line) {
    return line.error() == null && line.fields().stream().allMatch(String::isBlank);
  }

  private void read(CsvRecords.Line line, long row, Header header) {
    if (line.error() != null) {
      intake.refuse(row, "line %d: %s".formatted(line.number(), line.error()));
      return;
    }
    if (line.fields().size() != header.size()) {
      intake.refuse(
          row,
          "line %d has %d fields, but the header has %d"
              .formatted(line.number(), line.fields().size(), header.size()));
      return;
    }
    RawSale sale = new RawSale(row);
    for (int i = 0; i < header.size(); i++) {
      header.put(sale, i, line.fields().get(i));
    }
    intake.take(sale);
  }
}
