package io.saleslens.indexer.settings;

import java.util.regex.Pattern;

/**
 * Text from outside as a message may show it: it cannot move the cursor of a terminal, fake a line
 * of a log, or fill either.
 */
public final class Shown {
  /** Control characters, and those that change the direction of writing or show nothing. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  /** The same but for what parts and indents lines. */
  private static final Pattern INVISIBLE_IN_LINES =
      Pattern.compile("\\r(?!\\n)|[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t\\r]]");

  private static final int HEAD = 300;
  private static final int TAIL = 600;

  private Shown() {}

  /** The text in one line of some hundred characters; a long one is cut in its middle. */
  public static String of(String text) {
    String brief =
        text.length() <= HEAD + TAIL
            ? text
            : text.substring(0, HEAD) + " … " + text.substring(text.length() - TAIL);
    return line(brief);
  }

  /** The same of any length. */
  public static String line(String text) {
    return INVISIBLE.matcher(text).replaceAll("?");
  }

  /** JSON as it may be shown: the same document, such characters escaped. */
  public static String json(String json) {
    return INVISIBLE.matcher(json).replaceAll(it -> escaped(it.group()));
  }

  private static String escaped(String character) {
    StringBuilder escaped = new StringBuilder();
    character.chars().forEach(c -> escaped.append("\\\\u%04x".formatted(c)));
    return escaped.toString();
  }

  /**
   * Text of several lines, as ours are: only what came from outside could hold other characters
   * that move the cursor. Line breaks of what comes from outside have to be taken out before, by
   * {@link #of}.
   */
  public static String lines(String text) {
    return INVISIBLE_IN_LINES.matcher(text).replaceAll("?");
  }
}
