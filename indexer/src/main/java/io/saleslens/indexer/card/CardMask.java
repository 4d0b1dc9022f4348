package io.saleslens.indexer.card;

/**
 * Masks what looks like a full card number, wherever in a text it stands. The first six and the
 * last four digits stay (PCI DSS 3.4.1 allows no more to be shown).
 *
 * <p>That is: 13 to 19 digits that pass the Luhn check and either stand by themselves, together or
 * in groups parted by single spaces or hyphens, or begin and are as long as the cards of a known
 * {@linkplain Issuers issuer}; the latter also inside more digits (behind a date, one card behind
 * another), and whatever does not show or only parts digits between them. Digits are those of every
 * script, as they are or escaped as in URLs and JSON.
 *
 * <p>Of long numbers that are no cards some look like one, of 18 digits one in four. So what must
 * stay as it is, such as an id, is not for this.
 */
public final class CardMask {
  private CardMask() {}

  /** The text with every card number in it masked; the same object where there is none. */
  public static String mask(String text) {
    if (text == null) {
      return null;
    }
    int digits = Glyphs.mostDigitsIn(text);
    if (digits < DigitRun.SHORTEST) {
      return text;
    }
    String masked = masked(text, new Glyphs(text, false), digits);
    boolean escaped = text.indexOf('%') >= 0 || text.indexOf('\\') >= 0;
    // the text as it is comes first: in 50%4111… the escape would take the card's first digits
    return escaped ? masked(masked, new Glyphs(masked, true), digits) : masked;
  }

  /** Whether a text holds a card number. */
  public static boolean hasCard(String text) {
    return text != null && !mask(text).equals(text);
  }

  /** The digits of a text alone, as ASCII: one card is the same however it is spelled. */
  public static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    Glyphs.forEachDigit(text, digits::append);
    return digits.toString();
  }

  /** Whether an ASCII text is too short of digits to hold a card number. */
  public static boolean isTooShort(byte[] text) {
    if (text.length < DigitRun.SHORTEST) {
      return true;
    }
    int digits = 0;
    for (byte b : text) {
      digits += b >= '0' && b <= '9' ? 1 : 0;
    }
    return digits < DigitRun.SHORTEST;
  }

  private static String masked(String text, Glyphs glyphs, int digits) {
    DigitRun run = new DigitRun(digits);
    StringBuilder masked = null;
    int copied = 0;
    boolean more = true;
    while (more) {
      more = glyphs.nextRun(run);
      if (run.hideCards()) {
        masked = masked == null ? new StringBuilder(text.length()) : masked;
        copied = run.copyTo(masked, text, copied);
      }
    }
    return masked == null ? text : masked.append(text, copied, text.length()).toString();
  }
}
