package io.saleslens.indexer.card;

import java.util.ArrayList;
import java.util.List;

/**
 * Masks what looks like a full card number: 13 to 19 digits that pass the Luhn check, together or
 * in groups parted by single spaces or hyphens. The first six and the last four digits stay (PCI
 * DSS 3.4.1 allows no more to be shown).
 */
public final class CardMask {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int SHOWN_FIRST = 6;
  private static final int SHOWN_LAST = 4;

  private CardMask() {}

  /** A run of digits in a text: {@code start} included, {@code end} excluded. */
  private record Group(int start, int end) {
    int length() {
      return end - start;
    }
  }

  /** The text with every card number in it masked; the same object where there is none. */
  public static String mask(String text) {
    if (text == null || digitsIn(text) < SHORTEST) {
      return text;
    }
    StringBuilder masked = null;
    for (List<Group> run : runs(text)) {
      for (int first = 0; first < run.size(); first++) {
        int last = lastGroupOfCard(text, run, first);
        if (last >= 0) {
          masked = masked == null ? new StringBuilder(text) : masked;
          hide(masked, run.subList(first, last + 1));
          first = last;
        }
      }
    }
    return masked == null ? text : masked.toString();
  }

  /** Whether an ASCII text is too short of digits to hold a card number. */
  public static boolean isTooShort(byte[] text) {
    if (text.length < SHORTEST) {
      return true;
    }
    int digits = 0;
    for (byte b : text) {
      digits += b >= '0' && b <= '9' ? 1 : 0;
    }
    return digits < SHORTEST;
  }

  private static int digitsIn(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  /** Groups of digits, gathered where a single space or hyphen parts them. */
  private static List<List<Group>> runs(String text) {
    List<List<Group>> runs = new ArrayList<>();
    List<Group> run = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < text.length() && isDigit(text.charAt(i))) {
        i++;
      }
      boolean continues =
          !run.isEmpty()
              && run.get(run.size() - 1).end() == start - 1
              && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '-');
      if (!continues) {
        run = new ArrayList<>();
        runs.add(run);
      }
      run.add(new Group(start, i));
    }
    return runs;
  }

  /** The last group of the longest card number that begins with group {@code first}, or -1. */
  private static int lastGroupOfCard(String text, List<Group> run, int first) {
    int found = -1;
    int digits = 0;
    for (int last = first; last < run.size() && digits <= LONGEST; last++) {
      digits += run.get(last).length();
      if (digits >= SHORTEST && digits <= LONGEST && luhn(text, run.subList(first, last + 1))) {
        found = last;
      }
    }
    return found;
  }

  private static boolean luhn(String text, List<Group> groups) {
    int sum = 0;
    boolean doubled = false;
    for (int g = groups.size() - 1; g >= 0; g--) {
      for (int i = groups.get(g).end() - 1; i >= groups.get(g).start(); i--) {
        int digit = text.charAt(i) - '0';
        int value = doubled ? digit * 2 : digit;
        sum += value > 9 ? value - 9 : value;
        doubled = !doubled;
      }
    }
    return sum % 10 == 0;
  }

  private static void hide(StringBuilder text, List<Group> groups) {
    int digits = groups.stream().mapToInt(Group::length).sum();
    int seen = 0;
    for (Group group : groups) {
      for (int i = group.start(); i < group.end(); i++, seen++) {
        if (seen >= SHOWN_FIRST && seen < digits - SHOWN_LAST) {
          text.setCharAt(i, '*');
        }
      }
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
