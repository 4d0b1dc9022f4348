package io.saleslens.indexer.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of a text what keeps it from being the address of a server that speaks HTTP. */
public final class HttpUrl {
  private static final Pattern PARTS = Pattern.compile("(?s)([a-zA-Z]+)://([^/?#]*)(.*)");
  private static final Pattern SERVER = Pattern.compile("(?s)(\\[[^\\]]*\\]|[^:]*)(:(.*))?");
  private static final Pattern HOST =
      Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?\\.?|\\[[0-9a-fA-F:.]+\\]");
  private static final int LAST_PORT = 65_535;

  private HttpUrl() {}

  /** The URL, with its scheme in lower case. */
  public static URI of(String text) {
    Matcher parts = PARTS.matcher(text);
    return URI.create(
        parts.matches()
            ? parts.group(1).toLowerCase(Locale.ROOT) + text.substring(parts.end(1))
            : text);
  }

  /**
   * What is wrong, in a sentence without anything of the text itself.
   *
   * @param withQuery whether a query is allowed
   * @return empty if nothing is
   */
  public static Optional<String> fault(String text, boolean withQuery) {
    String beforeQuery = withQuery ? text.replaceAll("(?s)\\?.*", "") : text;
    if (beforeQuery.contains("@")) {
      return Optional.of("User and password have settings of their own.");
    }
    if (text.chars().anyMatch(Character::isWhitespace)) {
      return Optional.of("It has blanks in it.");
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches() || !parts.group(1).matches("(?i)https?")) {
      return Optional.of("It does not begin with http:// or https://.");
    }
    return server(parts.group(2)).or(() -> rest(parts.group(3), withQuery)).or(() -> unread(text));
  }

  private static Optional<String> server(String server) {
    if (server.matches(".*[,;].*")) {
      return Optional.of("It names several servers; give one, or what balances the load of them.");
    }
    if (server.matches("[^\\[]*:.*:.*")) {
      return Optional.of("An IPv6 address stands in brackets, as in http://[::1]:9200.");
    }
    Matcher parts = SERVER.matcher(server);
    if (!parts.matches() || parts.group(1).isEmpty()) {
      return Optional.of("It names no host.");
    }
    return host(parts.group(1)).or(() -> port(parts.group(3)));
  }

  private static Optional<String> host(String host) {
    if (host.contains("_")) {
      return Optional.of(
          "A host's name has no underscore; give its address, or another name of it.");
    }
    return HOST.matcher(host).matches()
        ? Optional.empty()
        : Optional.of(
            "Its host is neither a name of letters, digits, dots and hyphens nor an address.");
  }

  /**
   * @param port null if there is no colon
   */
  private static Optional<String> port(String port) {
    if (port == null) {
      return Optional.empty();
    }
    if (port.isEmpty()) {
      return Optional.of("No port follows the colon.");
    }
    boolean isPort =
        port.matches("[0-9]{1,6}")
            && Integer.parseInt(port) >= 1
            && Integer.parseInt(port) <= LAST_PORT;
    return isPort ? Optional.empty() : Optional.of("A port is a number from 1 to 65535.");
  }

  private static Optional<String> rest(String rest, boolean withQuery) {
    if (rest.contains("#")) {
      return Optional.of("It has a fragment (#).");
    }
    return rest.contains("?") && !withQuery ? Optional.of("It has a query (?).") : Optional.empty();
  }

  private static Optional<String> unread(String text) {
    try {
      return of(text).getHost() == null ? Optional.of("It names no host.") : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("It has a character that a URL cannot have.");
    }
  }
}
