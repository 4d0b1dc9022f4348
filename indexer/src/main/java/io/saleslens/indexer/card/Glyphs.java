package io.saleslens.indexer.card;

import java.util.function.IntConsumer;

/** Reads a text as digits, what may part the digits of one number, and the rest. */
final class Glyphs {
  /** So much may stand between two digits of a number, such as a hyphen between two spaces. */
  private static final int LONGEST_GAP = 4;

  /** Neither a digit nor what parts digits. */
  private static final int OTHER = -1;

  private static final int SEPARATOR = -2;

  /**
   * What parts digits beside spaces, dashes and what does not show; a question mark stands for it.
   */
  private static final String SEPARATORS = "./_+?·・\u2212\uFF0E\uFF0F\uFF0B";

  /** Of a number that is masked already. */
  private static final char MASK = '*';

  private static final char FIRST_HANGUL = '\uAC00';
  private static final char LAST_HANGUL = '\uD7A3';

  /** What the most usual characters are. */
  private static final byte[] ASCII = new byte[0x80];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = (byte) (c >= '0' && c <= '9' ? c - '0' : isSeparator(c) ? SEPARATOR : OTHER);
    }
  }

  private final String text;
  private final boolean escaped;
  private int at;
  private int end;
  private int codePoint;
  private boolean behindMask;

  /**
   * @param escaped whether {@code %34} and {@code \\u0034} are digits
   */
  Glyphs(String text, boolean escaped) {
    this.text = text;
    this.escaped = escaped;
  }

  /** At least as many as any number has digits, escaped ones too; made to be quick. */
  static int mostDigitsIn(String text) {
    int all = 0;
    int number = 0;
    int most = 0;
    boolean escapes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int kind = c < ASCII.length ? ASCII[c] : Character.isSurrogate(c) ? 0 : kind(c);
      if (kind >= 0) {
        all++;
        number++;
      } else if (kind == OTHER) {
        most = Math.max(most, number);
        number = 0;
        escapes |= c == '%' || c == '\\';
      }
    }
    return escapes ? all : Math.max(most, number);
  }

  /**
   * Reads on to the end of the next number, however its digits are parted.
   *
   * @param run takes the digits
   * @return false at the end of the text
   */
  boolean nextRun(DigitRun run) {
    run.clear(behindMask);
    int gap = 0;
    boolean usual = true;
    while (at < text.length()) {
      int start = at;
      int kind = read();
      at = end;
      if (kind >= 0) {
        run.add(kind, start, end, gap > 0, usual);
        gap = 0;
        usual = true;
      } else if (kind == OTHER) {
        behindMask = codePoint == MASK;
        if (!run.isEmpty()) {
          run.end(behindMask);
          return true;
        }
        run.clear(behindMask);
      } else if (!run.isEmpty()) {
        usual = gap == 0 && (codePoint == ' ' || codePoint == '-');
        if (++gap > LONGEST_GAP) {
          behindMask = false;
          return true;
        }
      }
    }
    return false;
  }

  /** Tells the digits of a text, each as its value. */
  static void forEachDigit(String text, IntConsumer digits) {
    text.codePoints().map(Glyphs::kind).filter(it -> it >= 0).forEach(digits);
  }

  /** Reads what stands at {@link #at}, up to {@link #end}: a digit, or what else it is. */
  private int read() {
    codePoint = text.charAt(at);
    end = at + 1;
    if (codePoint >= ASCII.length) {
      codePoint = text.codePointAt(at);
      end = at + Character.charCount(codePoint);
      return kind(codePoint);
    }
    return escaped && (codePoint == '%' || codePoint == '\\') ? readEscape() : ASCII[codePoint];
  }

  private int readEscape() {
    Escape escape = Escape.at(text, at);
    int kind = escape == null ? OTHER : kind(escape.codePoint());
    if (kind != OTHER) {
      codePoint = escape.codePoint();
      end = escape.end();
    }
    return kind;
  }

  private static int kind(int c) {
    if (c < ASCII.length) {
      return ASCII[c];
    }
    if (c >= FIRST_HANGUL && c <= LAST_HANGUL) {
      return OTHER;
    }
    int digit = digit(c);
    return digit >= 0 ? digit : isSeparator(c) ? SEPARATOR : OTHER;
  }

  /** The value of a digit of any script, also a raised or circled one; else below 0. */
  private static int digit(int c) {
    int type = Character.getType(c);
    boolean digit = type == Character.DECIMAL_DIGIT_NUMBER || type == Character.OTHER_NUMBER;
    int value = digit ? Character.getNumericValue(c) : OTHER;
    return value <= 9 ? value : OTHER;
  }

  private static boolean isSeparator(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.DASH_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          true;
      default -> SEPARATORS.indexOf(c) >= 0;
    };
  }
}
