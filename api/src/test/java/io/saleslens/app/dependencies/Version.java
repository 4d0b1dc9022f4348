package io.saleslens.app.dependencies;

import java.util.regex.Pattern;

/**
 * A version of Maven, compared by its numbers; of equal ones the one that is only announced is less
 * than the one that came.
 */
record Version(String text) implements Comparable<Version> {
  private static final Pattern ANNOUNCED =
      Pattern.compile("(?i).*[.-](alpha|beta|rc|cr|m|snapshot).*");

  @Override
  public int compareTo(Version other) {
    String[] mine = numbers();
    String[] others = other.numbers();
    for (int i = 0; i < Math.max(mine.length, others.length); i++) {
      int order = Integer.compare(number(mine, i), number(others, i));
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(other.isAnnounced(), isAnnounced());
  }

  private boolean isAnnounced() {
    return ANNOUNCED.matcher(text).matches();
  }

  private String[] numbers() {
    return text.replaceFirst("[.-]?[^0-9.].*", "").split("\\.");
  }

  private static int number(String[] numbers, int index) {
    return index < numbers.length && !numbers[index].isEmpty()
        ? Integer.parseInt(numbers[index])
        : 0;
  }
}
