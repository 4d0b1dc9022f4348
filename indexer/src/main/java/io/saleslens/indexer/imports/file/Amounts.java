package io.saleslens.indexer.imports.file;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of a file, in minor units. Thousands may be parted by commas, and Won written before or
 * after. Three decimals are taken only where the settings know of as many: elsewhere they may well
 * be thousands.
 */
final class Amounts {
  private static final Pattern AMOUNT =
      Pattern.compile(
          "([+-]?)(?:[₩￦]|KRW)? ?([+-]?)"
              + "([0-9]{1,19}|[0-9]{1,3}(?:,[0-9]{3}){1,6})(?:\\.([0-9]{1,20}))? ?(?:원|KRW)?",
          Pattern.CASE_INSENSITIVE);

  private static final int THOUSANDS = 3;

  private final int scale;
  private final String allowed;

  Amounts(int scale) {
    this.scale = scale;
    String decimals = scale == 0 ? "" : "." + "34567890".substring(0, scale);
    this.allowed =
        "allowed are amounts such as 12500%1$s, 12,500%1$s, ₩12,500%1$s and 12500%1$s원"
            .formatted(decimals);
  }

  long minorUnits(String text) throws BadValueException {
    Matcher parts = AMOUNT.matcher(text);
    if (!parts.matches() || !parts.group(1).isEmpty() && !parts.group(2).isEmpty()) {
      throw refused(text, "is no amount");
    }
    String decimals = parts.group(4) == null ? "" : parts.group(4);
    if (decimals.length() == THOUSANDS && scale < THOUSANDS) {
      throw refused(text, "may be thousands or decimals");
    }
    String number =
        parts.group(1)
            + parts.group(2)
            + parts.group(3).replace(",", "")
            + (decimals.isEmpty() ? "" : "." + decimals);
    BigDecimal minorUnits = new BigDecimal(number).movePointRight(scale);
    try {
      return minorUnits.longValueExact();
    } catch (ArithmeticException e) {
      boolean whole = minorUnits.stripTrailingZeros().scale() <= 0;
      throw refused(text, whole ? "is too large" : "is no whole number of minor units");
    }
  }

  private BadValueException refused(String text, String why) {
    return new BadValueException("'%s' %s; %s".formatted(Values.shown(text), why, allowed));
  }
}
