package io.saleslens.indexer;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of Java's types in messages of the driver, for people who read of columns. */
final class JavaWords {
  private static final Pattern TYPE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+([A-Z]\\w*)");

  private static final Map<String, String> PLAIN =
      Map.of(
          "LocalDateTime", "a date and time",
          "Timestamp", "a date and time",
          "LocalDate", "a date",
          "LocalTime", "a time of day",
          "Boolean", "true or false",
          "BigDecimal", "a number",
          "Long", "a number",
          "String", "a text");

  private JavaWords() {}

  /** The message without such names; null stays null. */
  static String plain(String message) {
    return message == null
        ? null
        : TYPE.matcher(message)
            .replaceAll(
                it ->
                    Matcher.quoteReplacement(
                        PLAIN.getOrDefault(it.group(1), "a value of another type")));
  }
}
