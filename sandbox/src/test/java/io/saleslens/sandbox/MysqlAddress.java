package io.saleslens.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL in parts, so that another schema can be named in it.
 *
 * @param server everything before the schema: {@code jdbc:mysql://host:port}
 * @param parameters what follows the schema: empty, or a question mark and parameters
 * @param user the account
 * @param password its password
 */
record MysqlAddress(String server, String parameters, String user, String password) {
  private static final Pattern URL = Pattern.compile("(jdbc:mysql://[^/?]+)(/[^?]*)?(\\?.*)?");

  /** Splits a URL; an account among its parameters goes before the one given beside it. */
  static MysqlAddress parse(String url, String user, String password) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "saleslens.test.mysql is '" + url + "'; jdbc:mysql://host:port/ is expected");
    }
    List<String> kept = new ArrayList<>();
    String query = parts.group(3) == null ? "" : parts.group(3).substring(1);
    for (String parameter : query.split("&")) {
      if (parameter.startsWith("user=")) {
        user = value(parameter);
      } else if (parameter.startsWith("password=")) {
        password = value(parameter);
      } else if (!parameter.isEmpty()) {
        kept.add(parameter);
      }
    }
    String parameters = kept.isEmpty() ? "" : "?" + String.join("&", kept);
    return new MysqlAddress(parts.group(1), parameters, user, password);
  }

  private static String value(String parameter) {
    String value = parameter.substring(parameter.indexOf('=') + 1);
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  /** The URL of a schema; an empty name means none. */
  String url(String schema) {
    return server + "/" + schema + parameters;
  }
}
