package io.saleslens.indexer.card;

import java.util.Set;

/**
 * How the card numbers of the known issuers begin, and how long they are: by ISO/IEC 7812 and what
 * the networks say of themselves.
 */
final class Issuers {
  /** Of most networks. */
  private static final int USUAL = 16;

  private static final int AMEX = 15;
  private static final int SHORTEST_DINERS = 14;

  /**
   * The bounds of whole numbers of 64 bits: errors name them, and they hold what looks like one.
   */
  private static final Set<String> BOUNDS =
      Set.of("9223372036854775807", "9223372036854775808", "18446744073709551615");

  private static final int LONGEST_BOUND = 20;

  private Issuers() {}

  /** Whether digits are a bound of the machine's numbers, which no card's are. */
  static boolean isBound(byte[] digits, int size) {
    if (size > LONGEST_BOUND || digits[0] != 9 && digits[0] != 1) {
      return false;
    }
    StringBuilder number = new StringBuilder(size);
    for (int i = 0; i < size; i++) {
      number.append(digits[i]);
    }
    return BOUNDS.contains(number.toString());
  }

  /**
   * Whether digits may be a card of a known issuer, but for the Luhn check.
   *
   * @param digits values from 0 to 9
   * @param start of the number
   * @param length of the number, 13 to 19
   */
  static boolean know(byte[] digits, int start, int length) {
    int four =
        ((digits[start] * 10 + digits[start + 1]) * 10 + digits[start + 2]) * 10
            + digits[start + 3];
    return switch (digits[start]) {
      case 2 -> isOfTwo(four, length);
      case 3 -> isOfThree(four, length);
      case 4 -> true; // Visa
      case 5 -> four >= 5100 && four <= 5599 ? length == USUAL : isOfFive(four) && length >= USUAL;
      case 6 -> length >= USUAL; // Discover, UnionPay, Maestro, RuPay
      case 8 -> (four < 8300 && four >= 8100 || four == 8600) && length == USUAL;
      case 9 -> length == USUAL; // Korean ones that are good at home only, Troy, Humo
      default -> false;
    };
  }

  /**
   * Whether digits are a time such as 20261127103000, 12 digits or more: no issuer's cards begin
   * so.
   */
  static boolean isTime(byte[] digits, int start) {
    int century = two(digits, start);
    int month = two(digits, start + 4);
    int day = two(digits, start + 6);
    return (century == 19 || century == 20)
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= 31
        && two(digits, start + 8) < 24
        && two(digits, start + 10) < 60;
  }

  private static int two(byte[] digits, int start) {
    return digits[start] * 10 + digits[start + 1];
  }

  /** Mastercard and Mir. */
  private static boolean isOfTwo(int four, int length) {
    return four >= 2221 && four <= 2720 && length == USUAL
        || four >= 2200 && four <= 2204 && length >= USUAL;
  }

  /** American Express, JCB and Diners Club. */
  private static boolean isOfThree(int four, int length) {
    int two = four / 100;
    boolean diners = two == 36 || two == 38 || two == 39 || four <= 3059 || four == 3095;
    return (two == 34 || two == 37) && length == AMEX
        || four >= 3528 && four <= 3589 && length >= USUAL
        || diners && length >= SHORTEST_DINERS;
  }

  /** Maestro, Verve. */
  private static boolean isOfFive(int four) {
    int two = four / 100;
    return two == 50 || two >= 56 && two <= 58;
  }
}
