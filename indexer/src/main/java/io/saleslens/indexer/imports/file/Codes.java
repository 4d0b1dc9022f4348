package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.csv.CsvValues;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids, card numbers and the like, which some program took for numbers. */
final class Codes {
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,40})\\.0{1,20}");

  /** As programs write it for a spreadsheet, lest it takes it for a number. */
  private static final Pattern KEPT_AS_TEXT = Pattern.compile("=\"([^\"]+)\"|'([0-9*-]+)");

  /** Of a number whose digits are written out. */
  private static final int MOST_DIGITS = 40;

  private Codes() {}

  /** A code as it was before it was a number: 50, of 50.0. */
  static String code(String text) throws BadValueException {
    char first = text.charAt(0);
    return first == '=' || first == '\'' ? unwrapped(text) : plain(text);
  }

  /** 0012, of ="0012" and '0012; a formula has no value here. */
  private static String unwrapped(String text) throws BadValueException {
    Matcher kept = KEPT_AS_TEXT.matcher(text);
    if (kept.matches()) {
      return kept.group(1) == null ? kept.group(2) : kept.group(1);
    }
    if (text.charAt(0) == '=') {
      throw new BadValueException(
          "'%s' is a formula; write its value as text".formatted(Values.shown(text)));
    }
    return plain(text);
  }

  private static String plain(String text) throws BadValueException {
    if (text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
      return text;
    }
    if (CsvValues.isScientific(text)) {
      throw new BadValueException(
          "'%s' is a number in scientific notation, which has lost its digits; write it as text"
              .formatted(Values.shown(text)));
    }
    return WHOLE.matcher(text).matches() ? text.substring(0, text.indexOf('.')) : text;
  }

  /**
   * A number of JSON with its digits, so that 50, 50.0 and 5e1 are one.
   *
   * @param isReference whether one that was written in scientific notation lost digits before
   */
  static String number(String text, boolean isReference) {
    if (isReference && CsvValues.isScientific(text)) {
      return text;
    }
    if (text.chars().allMatch(it -> it >= '0' && it <= '9')) {
      return text;
    }
    BigDecimal number = new BigDecimal(text);
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    boolean isShort =
        plain.precision() <= MOST_DIGITS && Math.abs((long) plain.scale()) <= MOST_DIGITS;
    return isShort ? plain.toPlainString() : text;
  }
}
