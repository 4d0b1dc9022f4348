package io.saleslens.indexer.card;

/** Digits that may be read as one number, parted or not, and which of them are to be hidden. */
final class DigitRun {
  static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int SHOWN_FIRST = 6;
  private static final int SHOWN_LAST = 4;

  /** Lengths of cards, the most usual first: of two that overlap the likelier is shown as one. */
  private static final int[] LENGTHS = {16, 15, 14, 19, 18, 17, 13};

  private final byte[] digits;
  private final int[] starts;
  private final int[] ends;

  /** Whether a digit begins a group, and whether what parts it from the one before is usual. */
  private final boolean[] first;

  private final boolean[] joined;
  private final boolean[] hidden;

  /** Sums of the digits before an index, for the Luhn check: of even or odd indices doubled. */
  private final int[][] sums;

  private int size;
  private boolean behindMask;
  private boolean beforeMask;

  /**
   * @param most digits that it may hold
   */
  DigitRun(int most) {
    digits = new byte[most];
    starts = new int[most];
    ends = new int[most];
    first = new boolean[most];
    joined = new boolean[most];
    hidden = new boolean[most];
    sums = new int[2][most + 1];
  }

  /**
   * Begins anew.
   *
   * @param isBehindMask whether it goes on with a number that is masked, so does not stand alone
   */
  void clear(boolean isBehindMask) {
    size = 0;
    behindMask = isBehindMask;
    beforeMask = false;
  }

  /**
   * Ends it.
   *
   * @param isBeforeMask whether the number goes on, masked
   */
  void end(boolean isBeforeMask) {
    beforeMask = isBeforeMask;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Adds a digit.
   *
   * @param digit its value
   * @param start where it is in the text
   * @param end where it ends there, exclusive
   * @param isFirst whether something parts it from the digit before
   * @param isJoined whether that is nothing, a space or a hyphen
   */
  void add(int digit, int start, int end, boolean isFirst, boolean isJoined) {
    digits[size] = (byte) digit;
    starts[size] = start;
    ends[size] = end;
    first[size] = isFirst;
    joined[size] = isJoined;
    hidden[size] = false;
    int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    int parity = size & 1;
    sums[parity][size + 1] = sums[parity][size] + doubled;
    sums[1 - parity][size + 1] = sums[1 - parity][size] + digit;
    size++;
  }

  /** Finds the card numbers and marks what must not be shown of them; false if there are none. */
  boolean hideCards() {
    return size >= SHORTEST && !Issuers.isBound(digits, size) && (hideWhole() | hideIssued());
  }

  /** Numbers that stand by themselves, of whatever issuer. */
  private boolean hideWhole() {
    boolean found = false;
    for (int start = 0; start + SHORTEST <= size; start++) {
      if (start == 0 ? !behindMask : first[start]) {
        int end = endOfWhole(start);
        found |= end > 0 && hide(start, end);
      }
    }
    return found;
  }

  /** The end of the longest, or 0. */
  private int endOfWhole(int start) {
    int found = 0;
    for (int end = start + 1; end <= size && end - start <= LONGEST; end++) {
      boolean ends = end == size ? !beforeMask : first[end];
      if (ends && end - start >= SHORTEST && isLuhn(start, end) && !Issuers.isTime(digits, start)) {
        found = end;
      }
      if (end < size && !joined[end]) {
        break;
      }
    }
    return found;
  }

  private boolean hideIssued() {
    boolean found = false;
    for (int length : LENGTHS) {
      for (int start = 0; start + length <= size; start++) {
        found |=
            isLuhn(start, start + length)
                && Issuers.know(digits, start, length)
                && hide(start, start + length);
      }
    }
    return found;
  }

  private boolean isLuhn(int start, int end) {
    int[] sum = sums[end & 1];
    return (sum[end] - sum[start]) % 10 == 0;
  }

  /** True also where enough of it is hidden already, as it is part of another. */
  private boolean hide(int start, int end) {
    int shown = 0;
    for (int i = start; i < end; i++) {
      shown += hidden[i] ? 0 : 1;
    }
    if (shown > SHOWN_FIRST + SHOWN_LAST) {
      for (int i = start + SHOWN_FIRST; i < end - SHOWN_LAST; i++) {
        hidden[i] = true;
      }
    }
    return true;
  }

  /**
   * Copies a text up to the last hidden digit.
   *
   * @param copied how much of the text was copied before
   * @return how much of it is copied now
   */
  int copyTo(StringBuilder masked, String text, int copied) {
    int done = copied;
    for (int i = 0; i < size; i++) {
      if (hidden[i]) {
        masked.append(text, done, starts[i]).append('*');
        done = ends[i];
      }
    }
    return done;
  }
}
