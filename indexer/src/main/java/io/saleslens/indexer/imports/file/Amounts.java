package io.saleslens.indexer.imports.file;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of a file, in minor units. Thousands may be parted by commas, and Won written before or
 * after, as the sign of another currency if amounts are in that; in brackets they are below zero.
 * Three decimals are taken only where the settings know of as many: elsewhere they may well be
 * thousands.
 */
final class Amounts {
  private static final String NUMBER =
      "([0-9]{1,19}|[0-9]{1,3}(?:,[0-9]{3}){1,6})(?:\\.([0-9]{1,20}))?";

  /** What is written before an amount, and after it, beside the code of a currency. */
  private static final Map<String, List<String>> SIGNS =
      Map.of(
          "KRW", List.of("[₩￦]", "원"),
          "USD", List.of("(?:US)?\\$", "\\$"),
          "EUR", List.of("€", "€"),
          "GBP", List.of("£", "£"),
          "JPY", List.of("[¥￥]", "円"),
          "CNY", List.of("[¥￥]", "元"));

  private static final int THOUSANDS = 3;

  private final int scale;
  private final BigDecimal most;
  private final Pattern amount;
  private final String allowed;

  /**
   * @param scale decimals
   * @param currency whose sign and code may stand beside amounts; those of others are refused
   * @param most the largest amount, minor units, whatever its sign
   */
  Amounts(int scale, Currency currency, long most) {
    this.scale = scale;
    this.most = BigDecimal.valueOf(most);
    String code = currency.getCurrencyCode();
    List<String> signs = SIGNS.getOrDefault(code, List.of(code, code));
    this.amount =
        Pattern.compile(
            "(\\(?)([+-]?)(?:%s|%s)? ?([+-]?)%s ?(?:%s|%s)?(\\)?)"
                .formatted(signs.get(0), code, NUMBER, signs.get(1), code),
            Pattern.CASE_INSENSITIVE);
    String decimals = scale == 0 ? "" : "." + "34567890".substring(0, scale);
    this.allowed =
        (code.equals("KRW")
                ? "allowed are amounts such as 12500%1$s, 12,500%1$s, ₩12,500%1$s and 12500%1$s원"
                : "allowed are amounts such as 12500%1$s, 12,500%1$s and %2$s 12,500%1$s")
            .formatted(decimals, code);
  }

  long minorUnits(String text) throws BadValueException {
    Matcher parts = amount.matcher(text);
    if (!parts.matches()) {
      throw refused(text, "is no amount");
    }
    // in brackets it is below zero
    String signs = parts.group(1).replace('(', '-') + parts.group(2) + parts.group(3);
    if (signs.length() > 1 || parts.group(1).isEmpty() != parts.group(6).isEmpty()) {
      throw refused(text, "is no amount");
    }
    String decimals = parts.group(5) == null ? "" : parts.group(5);
    if (decimals.length() == THOUSANDS && scale < THOUSANDS) {
      throw refused(text, "may be thousands or decimals");
    }
    String number =
        signs + parts.group(4).replace(",", "") + (decimals.isEmpty() ? "" : "." + decimals);
    BigDecimal minorUnits = new BigDecimal(number).movePointRight(scale);
    if (minorUnits.abs().compareTo(most) > 0) {
      throw new BadValueException(
          "'%s' is beyond the %d minor units that an amount may have (saleslens.source.max-amount)"
              .formatted(Values.shown(text), most.longValueExact()));
    }
    try {
      return minorUnits.longValueExact();
    } catch (ArithmeticException e) {
      throw refused(text, "is no whole number of minor units");
    }
  }

  private BadValueException refused(String text, String why) {
    return new BadValueException("'%s' %s; %s".formatted(Values.shown(text), why, allowed));
  }
}
