package io.saleslens.api;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps web pages out of an API without tokens. It listens on loopback only, but a browser on this
 * machine can be led there by any page: under a name of the page's own that is made to lead to
 * 127.0.0.1 (DNS rebinding), which the Host header gives away; or from afar, which Origin does.
 */
final class LocalOnly {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]|\\[(0:){7}1\\]");

  private final String ownName;

  /**
   * @param ownName what the operator calls the loopback interface
   */
  LocalOnly(String ownName) {
    this.ownName = ownName;
  }

  /**
   * @throws ApiException if the request is addressed to, or was caused by, another machine's name
   */
  void check(Context ctx) {
    if (!isLocal(ctx.req().getServerName())) {
      throw ApiException.misdirected();
    }
    String origin = ctx.header("Origin");
    if (origin != null && !isLocal(hostOf(origin))) {
      throw ApiException.foreignOrigin();
    }
  }

  private boolean isLocal(String host) {
    return host != null
        && (host.equalsIgnoreCase(ownName)
            || LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches());
  }

  private static String hostOf(String origin) {
    try {
      return URI.create(origin).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
