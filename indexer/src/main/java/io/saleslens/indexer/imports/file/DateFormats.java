package io.saleslens.indexer.imports.file;

import java.util.regex.Pattern;

/** Which formats of cells show a number as a date or a time. */
final class DateFormats {
  /** What is shown as it is, and conditions, colours and locales; but not {@code [h]}. */
  private static final Pattern NOT_PLACES =
      Pattern.compile(
          "\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]", Pattern.CASE_INSENSITIVE);

  private static final Pattern PLACES_OF_TIME =
      Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);

  /** Formats that need no code in the file; from 27 on those of Korean, Chinese and Japanese. */
  private static final Pattern BUILT_IN =
      Pattern.compile("1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8]");

  private DateFormats() {}

  static boolean isDate(String code) {
    return code != null && PLACES_OF_TIME.matcher(NOT_PLACES.matcher(code).replaceAll("")).find();
  }

  static boolean isBuiltIn(String id) {
    return id != null && BUILT_IN.matcher(id).matches();
  }
}
