package io.saleslens.api;

import java.util.regex.Pattern;

/** Hides tokens in texts, for whoever puts one where none belongs, such as into a URL. */
public final class TokenMask {
  private static final Pattern TOKEN = Pattern.compile(NewToken.PREFIX + "[A-Za-z0-9_-]{16,}");

  private TokenMask() {}

  /** The text with stars in the place of tokens. */
  public static String mask(String text) {
    return text.contains(NewToken.PREFIX)
        ? TOKEN.matcher(text).replaceAll(NewToken.PREFIX + "****")
        : text;
  }
}
