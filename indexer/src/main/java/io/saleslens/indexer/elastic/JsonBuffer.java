package io.saleslens.indexer.elastic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer that JSON is written into as UTF-8, for the paths where speed counts: text that
 * needs no escapes is copied as it came. Whoever writes sees to commas and brackets. Not safe for
 * threads.
 */
public final class JsonBuffer {
  private static final int QUOTE = '"';
  private static final int BACKSLASH = '\\';
  private static final byte[] HEX = ascii("0123456789abcdef");

  /** Longest that a number can be, {@link Long#MIN_VALUE}. */
  private static final int LONGEST_NUMBER = 20;

  /** Most bytes that one char takes, as an escape. */
  private static final int LONGEST_CHAR = 6;

  private static final long BILLION = 1_000_000_000;

  private final byte[] digits = new byte[LONGEST_NUMBER];
  private byte[] bytes;
  private int size;

  /**
   * @param capacity bytes to begin with
   */
  public JsonBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** Bytes of text that is known to be ASCII, for {@link #raw(byte[])}. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether text is printable ASCII in which JSON escapes nothing. */
  public static boolean isPlain(byte[] text) {
    for (byte b : text) {
      if (b < ' ' || b == QUOTE || b == BACKSLASH) {
        return false;
      }
    }
    return true;
  }

  /** Forgets what was written and keeps the room for it. */
  public void clear() {
    size = 0;
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** What was written, as an array of its own. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** The array that what was written is at the beginning of; the next write may replace it. */
  byte[] array() {
    return bytes;
  }

  /** Bytes as they are. */
  public JsonBuffer raw(byte[] text) {
    return raw(text, 0, text.length);
  }

  /** Some bytes as they are: {@code from} included, {@code to} excluded. */
  public JsonBuffer raw(byte[] text, int from, int to) {
    reserve(to - from);
    System.arraycopy(text, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  /** An ASCII character as it is. */
  public JsonBuffer raw(char c) {
    reserve(1);
    bytes[size++] = (byte) c;
    return this;
  }

  /** A string of text that {@link #isPlain}. */
  public JsonBuffer plain(byte[] text) {
    reserve(text.length + 2);
    bytes[size++] = QUOTE;
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    bytes[size++] = QUOTE;
    return this;
  }

  /** A string. Half of a surrogate pair, which UTF-8 cannot hold, becomes a question mark. */
  public JsonBuffer string(String text) {
    int length = text.length();
    reserve(length * LONGEST_CHAR + 2);
    bytes[size++] = QUOTE;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        asciiChar(c);
      } else if (c < 0x800) {
        bytes[size++] = (byte) (0xc0 | c >> 6);
        continuation(c);
      } else if (!Character.isSurrogate(c)) {
        bytes[size++] = (byte) (0xe0 | c >> 12);
        continuation(c >> 6);
        continuation(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        bytes[size++] = (byte) (0xf0 | point >> 18);
        continuation(point >> 12);
        continuation(point >> 6);
        continuation(point);
      } else {
        bytes[size++] = '?';
      }
    }
    bytes[size++] = QUOTE;
    return this;
  }

  private void asciiChar(char c) {
    if (c >= ' ' && c != QUOTE && c != BACKSLASH) {
      bytes[size++] = (byte) c;
      return;
    }
    bytes[size++] = BACKSLASH;
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 0xf];
      }
    }
  }

  private void continuation(int bits) {
    bytes[size++] = (byte) (0x80 | bits & 0x3f);
  }

  /** A number. */
  public JsonBuffer number(long number) {
    if (number == Long.MIN_VALUE) {
      return raw(ascii(Long.toString(number)));
    }
    int from = LONGEST_NUMBER;
    long rest = Math.abs(number);
    // divided as an int wherever it can be, which is much cheaper
    while (rest >= BILLION) {
      from = digits((int) (rest % BILLION), digits, from, 9);
      rest /= BILLION;
    }
    int top = (int) rest;
    do {
      digits[--from] = (byte) ('0' + top % 10);
      top /= 10;
    } while (top > 0);
    if (number < 0) {
      digits[--from] = '-';
    }
    return raw(digits, from, LONGEST_NUMBER);
  }

  /** A number of 0 or more with so many digits, leading zeros included. */
  public JsonBuffer padded(int number, int width) {
    reserve(width);
    size += width;
    digits(number, bytes, size, width);
    return this;
  }

  /** Writes digits from the last one back; answers where the first one stands. */
  private static int digits(int number, byte[] into, int end, int width) {
    int rest = number;
    for (int i = end - 1; i >= end - width; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end - width;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
