package io.saleslens.api.page;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the browser asked for.
 *
 * @param status of the answer; 0 if none came
 */
record Request(String method, URI uri, int status) {
  private static final Pattern LIMIT = Pattern.compile("(?:^|&)limit=(\\d+)");

  boolean isOfApi() {
    return uri.getPath().startsWith("/api/");
  }

  /** How many items of a list are wanted at most; 0 if it does not say. */
  int limit() {
    Matcher limit = LIMIT.matcher(uri.getQuery() == null ? "" : uri.getQuery());
    return limit.find() ? Integer.parseInt(limit.group(1)) : 0;
  }

  @Override
  public String toString() {
    return method + " " + uri + " " + status;
  }
}
