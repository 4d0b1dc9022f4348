package io.saleslens.indexer.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides passwords and tokens in texts that were not made by us, such as exceptions of libraries,
 * which repeat the URL that they were given: the parameters of a JDBC URL and of any http URL, the
 * account of any URL, and the value of whatever is named like a secret, however the name is spelled
 * or encoded. It rather hides too much.
 */
public final class SecretMask {
  private static final String MASK = "****";

  /** A name and a sign of equality. */
  private static final Pattern NAME =
      pattern("(?<![\\w.%-])([\\w.-]*+(?:%(?!3D)[\\w.-]*+)*+)\\s*(?:=|%3D)\\s*");

  /** What it stands for, up to where the next thing may begin. */
  private static final Pattern VALUE = pattern("[^\\s&\"'<>]+");

  /** A name and an opening quote in JSON, also in JSON that is a text in JSON. */
  private static final Pattern MEMBER = pattern("\\\\?\"([\\w.%-]+)\\\\?\"\\s*:\\s*(\\\\?)\"");

  /** What Connector/J and the JVM quote of a URL that cannot be read: a password with a slash. */
  private static final Pattern QUOTED =
      pattern(
          "(For input string: \\\\?\"|host:port pair '|connection string near ')[^\"\\n\\\\]++");

  private static final Pattern AUTHORIZATION =
      pattern("\\b(Basic|Bearer|ApiKey)(\\s+)[\\w+/=.~-]{8,}");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(pass(word|wd|phrase)?|pwd|secret|token|pepper|credentials?|signature|api[-_.]?key)[0-9]*");

  private SecretMask() {}

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /** The text with stars in the place of secrets; the same object where nothing could be one. */
  public static String mask(String text) {
    if (text.indexOf('=') < 0
        && text.indexOf('@') < 0
        && text.indexOf('"') < 0
        && text.indexOf('%') < 0
        && text.indexOf('\'') < 0
        && !AUTHORIZATION.matcher(text).find()) {
      return text;
    }
    String masked = pairs(UrlMask.mask(QUOTED.matcher(text).replaceAll("$1" + MASK)));
    masked = members(masked);
    return AUTHORIZATION.matcher(masked).replaceAll("$1$2" + MASK);
  }

  private static String pairs(String text) {
    StringBuilder masked = new StringBuilder();
    int copied = 0;
    Matcher name = NAME.matcher(text);
    Matcher value = VALUE.matcher(text);
    while (name.find()) {
      boolean secret =
          name.end() >= copied
              && isSecret(name.group(1))
              && value.region(name.end(), text.length()).lookingAt()
              && !isAnswer(value.group());
      if (secret) {
        masked.append(text, copied, name.end()).append(MASK);
        copied = value.end();
      }
    }
    return masked.append(text, copied, text.length()).toString();
  }

  private static String members(String text) {
    StringBuilder masked = new StringBuilder();
    int copied = 0;
    Matcher member = MEMBER.matcher(text);
    while (member.find()) {
      if (member.end() >= copied && isSecret(member.group(1))) {
        int end = endOfText(text, member.end(), !member.group(2).isEmpty());
        masked.append(text, copied, member.end()).append(end > member.end() ? MASK : "");
        copied = end;
      }
    }
    return masked.append(text, copied, text.length()).toString();
  }

  /**
   * Where the quote is that closes a text in JSON; one with a backslash does where it is nested.
   */
  private static int endOfText(String text, int start, boolean nested) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '"') {
      boolean escape = text.charAt(at) == '\\';
      if (escape && nested) {
        return at;
      }
      at += escape ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  private static boolean isSecret(String name) {
    String plain = name;
    if (name.indexOf('%') >= 0) {
      try {
        plain = URLDecoder.decode(name, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return true; // what it is cannot be told
      }
    }
    return SECRET_NAME.matcher(plain.toLowerCase(Locale.ROOT)).matches();
  }

  /** MySQL says whether there was a password. */
  private static boolean isAnswer(String value) {
    return value.matches("(?i)(yes|no|true|false|null|\\*+)[,;)\\]}]*");
  }
}
