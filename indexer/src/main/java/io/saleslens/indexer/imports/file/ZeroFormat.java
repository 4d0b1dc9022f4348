package io.saleslens.indexer.imports.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format of cells that shows a whole number with zeros before it: {@code 0000}, {@code 000-0000}.
 *
 * @param pattern zeros, each for a digit, and what stands between them
 */
record ZeroFormat(String pattern) {
  /** Colours and locales, room for characters, and texts in quotes or behind a backslash. */
  private static final Pattern PART =
      Pattern.compile("\\[[^\\]]*\\]|_.|\\*.|\"([^\"]*)\"|\\\\(.)|(.)", Pattern.DOTALL);

  /** What is shown as it is without quotes. */
  private static final String PLAIN = "-/ ():+";

  private static final int MOST_ZEROS = 40;

  /** Empty if the format shows numbers otherwise. */
  static Optional<ZeroFormat> of(String code) {
    StringBuilder pattern = new StringBuilder();
    Matcher parts = PART.matcher(code.split(";", 2)[0]);
    int zeros = 0;
    while (parts.find()) {
      String literal = parts.group(1) == null ? parts.group(2) : parts.group(1);
      String place = parts.group(3);
      if (literal != null) {
        // a digit that is no place
        if (literal.indexOf('0') >= 0) {
          return Optional.empty();
        }
        pattern.append(literal);
      } else if (place != null) {
        if (!place.equals("0") && PLAIN.indexOf(place.charAt(0)) < 0) {
          return Optional.empty();
        }
        zeros += place.equals("0") ? 1 : 0;
        pattern.append(place);
      }
    }
    return zeros > 1 && zeros <= MOST_ZEROS
        ? Optional.of(new ZeroFormat(pattern.toString()))
        : Optional.empty();
  }

  /**
   * @param digits of a whole number
   */
  String shown(String digits) {
    StringBuilder shown = new StringBuilder();
    int left = digits.length();
    int firstPlace = pattern.indexOf('0');
    for (int i = pattern.length() - 1; i >= 0; i--) {
      if (pattern.charAt(i) != '0') {
        shown.append(pattern.charAt(i));
      } else if (i == firstPlace && left > 0) {
        shown.append(new StringBuilder(digits.substring(0, left)).reverse());
        left = 0;
      } else {
        shown.append(left > 0 ? digits.charAt(--left) : '0');
      }
    }
    return shown.reverse().toString();
  }
}
