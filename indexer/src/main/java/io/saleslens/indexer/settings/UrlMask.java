package io.saleslens.indexer.settings;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the parameters of JDBC and http URLs and the account of any URL. Each character is looked
 * at a fixed number of times, whatever the text: it may be long, and from anybody.
 */
final class UrlMask {
  private static final String MASK = "****";

  /** A line, also one within a text in JSON: a password that is not encoded may hold blanks. */
  private static final Pattern LINE = Pattern.compile("(?:[^\"\\\\\\n]++|\\\\(?!n).)++");

  /** What URLs that are encoded as they should be do not leave. */
  private static final Pattern WORD = Pattern.compile("[^\\s\"'<>]++");

  private static final Pattern JDBC = Pattern.compile("jdbc:", Pattern.CASE_INSENSITIVE);
  private static final Pattern HTTP = Pattern.compile("https?:/", Pattern.CASE_INSENSITIVE);

  private UrlMask() {}

  static String mask(String text) {
    return each(WORD, each(LINE, text, UrlMask::jdbc), UrlMask::word);
  }

  private static String each(Pattern part, String text, UnaryOperator<String> mask) {
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    Matcher parts = part.matcher(text);
    while (parts.find()) {
      masked.append(text, copied, parts.start()).append(mask.apply(parts.group()));
      copied = parts.end();
    }
    return masked.append(text, copied, text.length()).toString();
  }

  private static String jdbc(String line) {
    Matcher jdbc = JDBC.matcher(line);
    if (!jdbc.find()) {
      return line;
    }
    int question = line.indexOf('?', jdbc.end());
    String plain = question < 0 ? line : line.substring(0, question + 1) + MASK;
    int slash = plain.indexOf('/', jdbc.end());
    return slash < 0 ? plain : withoutAccount(plain, endOfSlashes(plain, slash));
  }

  private static int endOfSlashes(String text, int slash) {
    int end = slash;
    while (end < text.length() && text.charAt(end) == '/') {
      end++;
    }
    return end;
  }

  /** Up to the last at sign: one that is not encoded may be part of a password. */
  private static String withoutAccount(String text, int start) {
    int at = text.length() - 2;
    while (at >= start && !(text.charAt(at) == '@' && beginsHost(text.charAt(at + 1)))) {
      at--;
    }
    return at < start ? text : text.substring(0, start) + MASK + text.substring(at);
  }

  /** MySQL's {@code 'user'@'host'} is no account of a URL. */
  private static boolean beginsHost(char c) {
    return Character.isLetterOrDigit(c) || "[(_*".indexOf(c) >= 0;
  }

  private static String word(String word) {
    String plain = withoutParameters(word);
    int slashes = plain.indexOf("//");
    if (slashes >= 0) {
      return withoutAccount(plain, endOfSlashes(plain, slashes));
    }
    // as libraries show what stands between the slashes
    int colon = plain.indexOf(':');
    return colon <= 0 ? plain : withoutAccount(plain, colon + 1);
  }

  private static String withoutParameters(String word) {
    Matcher http = HTTP.matcher(word);
    int question = http.find() ? word.indexOf('?', http.end()) : -1;
    return question < 0 ? word : word.substring(0, question + 1) + MASK;
  }
}
