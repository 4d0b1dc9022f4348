package io.saleslens.indexer.csv;

import java.util.regex.Pattern;

/** What programs make of values that are neither numbers nor texts. */
public final class CsvValues {
  /** As spreadsheets and programs write it; {@code 1E5} may well be a code. */
  private static final Pattern SCIENTIFIC =
      Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]+[eE][+-]?|[eE][+-])[0-9]{1,4}");

  private static final Pattern DASHES = Pattern.compile("\\s*[-–—―−]+\\s*");

  private CsvValues() {}

  /** Whether it is a number in scientific notation, which has lost digits if it was a code. */
  public static boolean isScientific(String text) {
    return SCIENTIFIC.matcher(text).matches();
  }

  /** Whether nothing but dashes stands there, which means that there is nothing. */
  public static boolean isDash(String text) {
    return DASHES.matcher(text).matches();
  }
}
