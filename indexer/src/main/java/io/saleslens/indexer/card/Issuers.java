package io.saleslens.indexer.card;

/**
 * How the card numbers of the known issuers begin, and how long they are: by ISO/IEC 7812 and what
 * the networks say of themselves.
 */
final class Issuers {
  /** Of most networks. */
  private static final int USUAL = 16;

  private static final int AMEX = 15;
  private static final int SHORTEST_DINERS = 14;

  private Issuers() {}

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
