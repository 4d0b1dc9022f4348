package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.Shown;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Map;

/** Texts, ids and flags of a file. */
final class Values {
  static final String TRUE = "1";
  static final String FALSE = "0";

  private static final int LONGEST_SHOWN = 60;
  private static final int LONGEST_ID = 64;

  /** Bytes that a TEXT column holds. */
  private static final int LONGEST_FREE_TEXT = 65_535;

  /** Characters that the table's VARCHAR columns hold. */
  private static final Map<SaleField, Integer> LONGEST =
      new EnumMap<>(
          Map.of(
              SaleField.NUM_APPROVAL, 64,
              SaleField.CARD_COMPANY, 64,
              SaleField.CARD_CATEGORY, 64,
              SaleField.CARD_NUMBER, 64,
              SaleField.PLATFORM, 32,
              SaleField.RESULT_CODE, 32,
              SaleField.RESULT_MSG, 255,
              SaleField.EXTRA_PAYMENT_ID, 64,
              SaleField.DETAIL_STATUS, 32,
              SaleField.PROCESSING_STATUS, 32));

  private Values() {}

  /** A value as a reason may show it: brief, and without full card numbers. */
  static String shown(String value) {
    // before it is cut: half a card number is not told for one
    String masked = CardMask.mask(value);
    String brief =
        masked.length() <= LONGEST_SHOWN ? masked : masked.substring(0, LONGEST_SHOWN) + "…";
    return Shown.of(brief);
  }

  /** A longer message as a reason may show it. */
  static String shownLong(String message) {
    return Shown.of(CardMask.mask(message));
  }

  /** An id: text of at most 64 characters. */
  static String id(String text, boolean refusesCards) throws BadValueException {
    String plain = plain(text, false);
    if (refusesCards && CardMask.hasCard(plain)) {
      throw new BadValueException(
          "'%s' looks like a card number, and saleslens.card.ids is 'refuse'"
              .formatted(shown(plain)));
    }
    return limited(plain, LONGEST_ID);
  }

  /** Text as long as its column, full card numbers masked; references that differ stay apart. */
  static String text(SaleField field, String text, CardKeys keys) throws BadValueException {
    Integer longest = LONGEST.get(field);
    String plain = plain(text, longest == null);
    String masked = CardMask.mask(plain);
    if (longest == null) {
      return limitedInBytes(masked);
    }
    return limited(masked, longest).equals(plain) || !field.isReference()
        ? masked
        : keys.apart(masked, plain, longest);
  }

  /**
   * A card number. Of a full one the mask is left, which other cards may share, and behind it a
   * keyed hash of its digits that they do not, so that customers are counted as exactly, however
   * the number is spelled.
   */
  static String card(String text, CardKeys keys) throws BadValueException {
    int longest = LONGEST.get(SaleField.CARD_NUMBER);
    String plain = plain(text, false);
    String masked = limited(CardMask.mask(plain), longest);
    return masked.equals(plain) ? masked : keys.apart(masked, CardMask.digits(plain), longest);
  }

  private static String limited(String text, int longest) throws BadValueException {
    if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
      throw new BadValueException(
          "'%s' has %d characters; at most %d are allowed"
              .formatted(shown(text), text.codePointCount(0, text.length()), longest));
    }
    return text;
  }

  private static String limitedInBytes(String text) throws BadValueException {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_FREE_TEXT) {
      throw new BadValueException(
          "'%s' has %d bytes; at most %d are allowed"
              .formatted(shown(text), bytes, LONGEST_FREE_TEXT));
    }
    return text;
  }

  /** Text in NFC, with line breaks, where they are allowed, as one character. */
  private static String plain(String text, boolean linesAllowed) throws BadValueException {
    boolean ascii = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      ascii &= c < 0x80;
      boolean line = c == '\n' || c == '\r' || c == '\t';
      if (Character.isISOControl(c) && !(line && linesAllowed)) {
        throw new BadValueException(
            "'%s' holds the control character U+%04X; it must be plain text"
                .formatted(shown(text), (int) c));
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new BadValueException(
            "holds half a character, U+%04X; it must be plain text".formatted((int) c));
      }
    }
    String lines = linesAllowed ? text.replace("\r\n", "\n").replace('\r', '\n') : text;
    return ascii ? lines : Normalizer.normalize(lines, Normalizer.Form.NFC);
  }

  /** {@code 1} or {@code 0}. */
  static String flag(String text) throws BadValueException {
    StateWords.Says says = StateWords.ofFlag(text);
    if (says == StateWords.Says.CANCELED || says == StateWords.Says.VALID) {
      return says == StateWords.Says.CANCELED ? TRUE : FALSE;
    }
    throw new BadValueException(
        "'%s' is neither yes nor no; allowed are 1, true, Y, 예, 취소 and 0, false, N, 아니오, 정상"
            .formatted(shown(text)));
  }
}
