package io.saleslens.indexer.settings;

import java.util.regex.Pattern;

/**
 * Text from outside as a message may show it: it cannot move the cursor of a terminal, fake a line
 * of a log, or fill either.
 */
public final class Shown {
  /** Control characters, and those that change the direction of writing or show nothing. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  private static final int HEAD = 300;
  private static final int TAIL = 600;

  private Shown() {}

  /** The text in one line of some hundred characters; a long one is cut in its middle. */
  public static String of(String text) {
    String brief =
        text.length() <= HEAD + TAIL
            ? text
            : text.substring(0, HEAD) + " … " + text.substring(text.length() - TAIL);
    return INVISIBLE.matcher(brief).replaceAll("?");
  }
}
