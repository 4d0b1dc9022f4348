package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Files that are called text and are none. */
final class OtherFormat {
  private static final int LONGEST = 8;

  private OtherFormat() {}

  /**
   * @throws ImportException if the file is a workbook or XML
   */
  static void refuse(Path file, FileRules rules) throws IOException {
    String first;
    try (InputStream in = FileBytes.open(file, rules)) {
      first = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    }
    if (first.startsWith("PK\003\004")) {
      throw refused("It is an Excel workbook or another archive; name its format: --format xlsx.");
    }
    if (first.startsWith("\u00d0\u00cf\u0011\u00e0")) {
      throw refused("It is an old Excel workbook (.xls). Save it as .xlsx, and name that format.");
    }
    if (first.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().startsWith("<")) {
      throw refused(
          "It is XML or HTML. Name the format of XML: --format xml; save a table of HTML, which some call .xls, as .xlsx.");
    }
  }

  private static ImportException refused(String why) {
    return new ImportException(ImportException.MALFORMED, why);
  }
}
