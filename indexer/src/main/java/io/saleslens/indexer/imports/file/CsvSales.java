package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.csv.CsvRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/**
 * Reads CSV. Of comma, semicolon and tab the one counts by which the header has the most columns
 * that are known.
 */
final class CsvSales {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

  private final TextFile file;
  private final FileRules rules;
  private final Intake intake;

  CsvSales(TextFile file, FileRules rules, Intake intake) {
    this.file = file;
    this.rules = rules;
    this.intake = intake;
  }

  void read() throws IOException {
    char delimiter = delimiter();
    try (BufferedReader in = file.open()) {
      CsvRecords records = file.records(in, delimiter);
      Header header = Header.of(header(records), intake);
      for (long row = 1; records.hasNext(); row++) {
        read(records.next(), row, header);
      }
      intake.end();
    }
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

  private char delimiter() throws IOException {
    char best = DELIMITERS.get(0);
    long most = 0;
    for (char delimiter : DELIMITERS) {
      try (BufferedReader in = file.open()) {
        long known =
            header(file.records(in, delimiter)).stream()
                .filter(name -> rules.aliases().containsKey(ColumnNames.normalized(name)))
                .count();
        if (known > most) {
          most = known;
          best = delimiter;
        }
      }
    }
    return best;
  }

  private static List<String> header(CsvRecords records) {
    if (!records.hasNext()) {
      throw new ImportException(
          ImportException.MALFORMED, "The file is empty; it needs a header line.");
    }
    CsvRecords.Line line = records.next();
    if (line.error() != null) {
      throw new ImportException(
          ImportException.MALFORMED, "The header cannot be read: %s.".formatted(line.error()));
    }
    return line.fields();
  }
}
