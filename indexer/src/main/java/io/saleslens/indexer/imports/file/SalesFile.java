package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads files of sales, row by row: memory does not depend on their size, but for the shared texts
 * of a workbook. A bad row is refused with all its faults, and the rest goes on.
 *
 * <p>Rows are counted from 1: in CSV the records below the header, blank lines left out; in a
 * workbook the rows of the sheet below the header, empty ones included; in NDJSON the lines; in
 * JSON the elements of the array; in XML the {@code sale} elements.
 *
 * <p>A table may begin below a title, in the first 50 rows, and in a workbook on any sheet that is
 * not hidden. JSON of either kind is read whatever it is called.
 *
 * <p>Each sale needs {@code store_id}, {@code amount_sale} and {@code sold_at}. If the file is of a
 * given day, a time of day is enough for {@code sold_at}, none means midnight, and sales of other
 * days are refused.
 */
public final class SalesFile {
  private SalesFile() {}

  /**
   * Reads a file.
   *
   * @param file compressed with gzip or not, whatever it is called
   * @param date the business day that all its sales are of, if that is known
   * @param sink takes the rows
   * @throws ImportException if the file as a whole cannot be read
   */
  public static void read(
      Path file, FileFormat format, FileRules rules, Optional<LocalDate> date, Sink sink) {
    read(file, format, rules, date, Optional.empty(), sink);
  }

  /**
   * Reads a file of which somebody says how its characters are encoded.
   *
   * @param encoding empty if nobody says
   * @throws ImportException if the file as a whole cannot be read
   */
  public static void read(
      Path file,
      FileFormat format,
      FileRules rules,
      Optional<LocalDate> date,
      Optional<Charset> encoding,
      Sink sink) {
    read(file, format, rules, date, encoding, Clock.systemUTC(), sink);
  }

  static void read(
      Path file,
      FileFormat format,
      FileRules rules,
      Optional<LocalDate> date,
      Optional<Charset> encoding,
      Clock clock,
      Sink sink) {
    Intake intake = new Intake(rules, date, clock, sink);
    try {
      switch (format) {
        case CSV, JSON, NDJSON -> {
          OtherFormat.refuse(file, rules);
          readText(TextFile.of(file, rules, encoding), format, rules, intake);
        }
        case XML -> XmlSales.read(file, rules, encoding, intake);
        case XLSX -> XlsxSales.read(file, rules, intake);
      }
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    }
  }

  /** JSON is called anything. */
  private static void readText(TextFile text, FileFormat format, FileRules rules, Intake intake)
      throws IOException {
    switch (JsonKind.of(text, rules).orElse(format)) {
      case JSON -> JsonSales.read(text, intake);
      case NDJSON -> NdjsonSales.read(text, intake);
      default -> new CsvSales(text, rules, intake).read();
    }
  }

  private static ImportException unreadable(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new ImportException(ImportException.UNREADABLE, "There is no such file.", cause);
    }
    return new ImportException(
        ImportException.UNREADABLE,
        "The file cannot be read: %s."
            .formatted(
                cause.getMessage() == null
                    ? "it is damaged or ends in the middle"
                    : Values.shown(cause.getMessage())),
        cause);
  }
}
