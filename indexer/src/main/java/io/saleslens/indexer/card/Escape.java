package io.saleslens.indexer.card;

import java.nio.charset.StandardCharsets;

/**
 * A character written as {@code %34} or {@code %EF%BC%94}, as in URLs, or as {@code \n} or {@code
 * \\u0034}, as in JSON.
 *
 * @param codePoint what it stands for
 * @param end where it ends in the text, exclusive
 */
record Escape(int codePoint, int end) {
  private static final int HEX = 16;
  private static final int LENGTH_OF_UNICODE = 6;
  private static final int MOST_BYTES = 4;

  /** The one at an index, or null. */
  static Escape at(String text, int start) {
    return text.charAt(start) == '%' ? ofUrl(text, start) : ofJson(text, start);
  }

  private static Escape ofJson(String text, int start) {
    if (start + 1 >= text.length()) {
      return null;
    }
    return switch (text.charAt(start + 1)) {
      case 'n', 'r', 't', 'f' -> new Escape('\n', start + 2);
      case 'u' -> {
        int value = hex(text, start + 2, start + LENGTH_OF_UNICODE);
        yield value < 0 ? null : new Escape(value, start + LENGTH_OF_UNICODE);
      }
      default -> null;
    };
  }

  private static Escape ofUrl(String text, int start) {
    byte[] bytes = new byte[MOST_BYTES];
    int wanted = 1;
    int at = start;
    for (int length = 0; length < wanted; length++) {
      int digits = digitsAt(text, at);
      int value = hex(text, digits, digits + 2);
      if (value < 0) {
        return null;
      }
      wanted = length == 0 ? bytesOf(value) : wanted;
      bytes[length] = (byte) value;
      at = digits + 2;
    }
    return new Escape(new String(bytes, 0, wanted, StandardCharsets.UTF_8).codePointAt(0), at);
  }

  /** Where the two digits behind a percent sign begin, which may itself be escaped; -1 if none. */
  private static int digitsAt(String text, int start) {
    if (start >= text.length() || text.charAt(start) != '%') {
      return -1;
    }
    int at = start + 1;
    while (text.startsWith("25", at) && hex(text, at + 2, at + 4) >= 0) {
      at += 2;
    }
    return at;
  }

  /** Bytes of the character of UTF-8 that begins with a byte. */
  private static int bytesOf(int first) {
    return first < 0xC2 || first > 0xF4 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : MOST_BYTES;
  }

  private static int hex(String text, int from, int to) {
    if (from < 0 || to > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, HEX) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * HEX + digit;
    }
    return value;
  }
}
