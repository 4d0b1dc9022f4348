package io.saleslens.indexer.imports.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files that sales come in. */
public enum FileFormat {
  /** A header line, then a line for each sale; see {@link SalesFile}. */
  CSV(List.of(".csv", ".tsv", ".txt"), List.of("text/csv", "text/tab-separated-values")),
  /** An array of objects, or an object whose {@code sales} is one. */
  JSON(List.of(".json"), List.of("application/json")),
  /** A JSON object on each line. */
  NDJSON(
      List.of(".ndjson", ".jsonl"),
      List.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonl")),
  /** A sheet of an Excel workbook; see {@link SalesFile}. */
  XLSX(
      List.of(".xlsx"),
      List.of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
  /** The daily sales: {@code <sales_data date="2024-01-01"><sales><sale>…}. */
  XML(List.of(".xml"), List.of("application/xml", "text/xml"));

  private static final String GZIP = ".gz";

  private final List<String> endings;
  private final List<String> contentTypes;

  FileFormat(List<String> endings, List<String> contentTypes) {
    this.endings = endings;
    this.contentTypes = contentTypes;
  }

  /**
   * The format of a Content-Type, whatever its parameters.
   *
   * @return empty if it is that of no format
   */
  public static Optional<FileFormat> ofContentType(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.contentTypes.contains(type)).findFirst();
  }

  /**
   * The format of a file by its name, compressed ({@code .csv.gz}) or not.
   *
   * @return empty if the name does not tell
   */
  public static Optional<FileFormat> ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String plain =
        lower.endsWith(GZIP) ? lower.substring(0, lower.length() - GZIP.length()) : lower;
    return Arrays.stream(values())
        .filter(format -> format.endings.stream().anyMatch(plain::endsWith))
        .findFirst();
  }
}
