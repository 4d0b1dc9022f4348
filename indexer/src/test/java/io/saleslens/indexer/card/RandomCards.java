package io.saleslens.indexer.card;

import java.util.List;
import java.util.Random;

/** Card numbers at random, and an account of their own of what is one. */
final class RandomCards {
  /** Beginnings, each with the lengths of its cards. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("4", 13, 16, 19),
          new Kind("51", 16),
          new Kind("55", 16),
          new Kind("2221", 16),
          new Kind("2720", 16),
          new Kind("34", 15),
          new Kind("37", 15),
          new Kind("36", 14),
          new Kind("3530", 16),
          new Kind("6011", 16),
          new Kind("62", 16, 17, 18, 19),
          new Kind("6304", 16, 19),
          new Kind("9410", 16));

  private static final List<String> BETWEEN = List.of("", "", " ", "-", ".", "\u00A0", "\n", " - ");

  private RandomCards() {}

  private record Kind(String begin, int... lengths) {}

  static String digits(Random random, int length) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** A card of a known issuer. */
  static String issued(Random random) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    int length = kind.lengths()[random.nextInt(kind.lengths().length)];
    String body = kind.begin() + digits(random, length - 1 - kind.begin().length());
    for (int check = 0; check < 10; check++) {
      if (isLuhn(body + check)) {
        return body + check;
      }
    }
    throw new IllegalStateException("One of ten digits fits");
  }

  /** Grouped somehow, in digits of some script. */
  static String spelled(Random random, String card) {
    String between = BETWEEN.get(random.nextInt(BETWEEN.size()));
    int group = 1 + random.nextInt(6);
    char zero = "00０٠०".charAt(random.nextInt(5));
    StringBuilder spelled = new StringBuilder();
    for (int i = 0; i < card.length(); i++) {
      spelled.append(i > 0 && i % group == 0 ? between : "");
      spelled.append((char) (zero + card.charAt(i) - '0'));
    }
    return spelled.toString();
  }

  /** The digits and stars of a text, the digits as ASCII. */
  static String asciiDigits(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars()
        .filter(c -> c == '*' || Character.isDigit(c))
        .forEach(c -> digits.append(c == '*' ? "*" : Integer.toString(Character.digit(c, 10))));
    return digits.toString();
  }

  /** How many parts of a number could be a card, the first digit being all that is looked at. */
  static int cardsIn(String number) {
    int cards = 0;
    for (int start = 0; start < number.length(); start++) {
      for (int end = start + 13; end <= Math.min(number.length(), start + 19); end++) {
        boolean whole = start == 0 && end == number.length();
        boolean issued = "2345689".indexOf(number.charAt(start)) >= 0;
        cards += (whole || issued) && isLuhn(number.substring(start, end)) ? 1 : 0;
      }
    }
    return cards;
  }

  private static boolean isLuhn(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int value = i % 2 == 0 ? digit : digit * 2;
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }
}
