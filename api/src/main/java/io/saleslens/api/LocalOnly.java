package io.saleslens.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps web pages out of an API without tokens. It listens on loopback only, but a browser on this
 * machine can be led there by any page: under a name of the page's own that is made to lead to
 * 127.0.0.1 (DNS rebinding), which the Host header gives away; or from elsewhere, which Origin and
 * Sec-Fetch-Site do. What changes something must also have what no browser sends for a page of
 * another origin without asking first, which is never granted here.
 */
final class LocalOnly {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]|\\[(0:){7}1\\]");

  /** What a page sends that is ours; its value does not matter. */
  static final String HEADER = "X-Saleslens";

  /** Those of HTML forms, which any page may send anywhere. */
  private static final Set<String> SENT_BY_ANYBODY =
      Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

  private static final Set<String> OWN = Set.of("same-origin", "none");

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
    boolean foreign = origin != null && !isLocal(hostOf(origin));
    if (foreign || isCausedByAnotherPage(ctx) && !isVisit(ctx)) {
      throw ApiException.foreignOrigin();
    }
  }

  /** As browsers tell; others do not. */
  private static boolean isCausedByAnotherPage(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    return site != null && !OWN.contains(site)
        || !isRead(ctx) && !isOwn(ctx.header("Origin"), ctx.header("Host"));
  }

  private static boolean isRead(Context ctx) {
    return ctx.method() == HandlerType.GET || ctx.method() == HandlerType.HEAD;
  }

  private static boolean isOwn(String origin, String host) {
    return origin == null || origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
  }

  /** Somebody follows a link to the page or the documentation, which then ask in their own name. */
  private static boolean isVisit(Context ctx) {
    return ctx.method() == HandlerType.GET
        && "navigate".equals(ctx.header("Sec-Fetch-Mode"))
        && "document".equals(ctx.header("Sec-Fetch-Dest"))
        && (PageResource.serves(ctx.path()) || DocsResource.serves(ctx.path()));
  }

  /**
   * Of a request that a route is there for.
   *
   * @throws ApiException if it changes something, and any page could have sent it
   */
  void checkWrite(Context ctx) {
    if (!isRead(ctx)
        && ctx.header(HEADER) == null
        && ctx.header(JobsResource.KEY) == null
        && isSentByAnybody(ctx.header("Content-Type"))) {
      throw ApiException.headerNeeded();
    }
  }

  /**
   * @param contentType null for none
   */
  private static boolean isSentByAnybody(String contentType) {
    if (contentType == null) {
      return true;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() || SENT_BY_ANYBODY.contains(type);
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
