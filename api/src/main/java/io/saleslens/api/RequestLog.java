package io.saleslens.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.saleslens.indexer.card.CardMask;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Gives each request an id, the caller's if it brings a sound one, and logs it at debug. The id is
 * in the answer's header, in problem documents, and in the MDC as {@code request_id}.
 */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  static final String HEADER = "X-Request-Id";
  private static final String KEY = "request_id";

  /** What can stand in a log line without looking like something else. */
  private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern ENCODED_SPACE = Pattern.compile("\\+|%20");

  private RequestLog() {}

  /**
   * @param listener is told of each request too
   */
  static void register(JavalinConfig config, RequestListener listener) {
    config.routes.before(RequestLog::begin);
    config.requestLogger.http(
        (ctx, millis) -> {
          tell(listener, ctx, millis);
          end(ctx, millis);
        });
  }

  private static void tell(RequestListener listener, Context ctx, float millis) {
    Endpoint route = ctx.endpoints().matchedHttpEndpoint();
    listener.answered(
        ctx.req().getMethod(),
        route == null ? RequestListener.NO_ROUTE : route.path,
        ctx.statusCode(),
        Duration.ofNanos((long) (millis * 1_000_000)));
  }

  /** The caller's own id, which may be null, or a new one. */
  static String idFor(String given) {
    return given != null && SOUND.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }

  static String idOf(Context ctx) {
    return ctx.attribute(KEY);
  }

  /** Without what must not be shown. */
  static String pathOf(Context ctx) {
    return masked(ctx.req().getRequestURI());
  }

  /**
   * Still encoded, so no line break can hide in it, but for spaces: a card number may have them.
   */
  private static String masked(String encoded) {
    return CardMask.mask(ENCODED_SPACE.matcher(TokenMask.mask(encoded)).replaceAll(" "));
  }

  private static void begin(Context ctx) {
    String id = idFor(ctx.header(HEADER));
    ctx.attribute(KEY, id);
    ctx.header(HEADER, id);
    MDC.put(KEY, id);
  }

  private static void end(Context ctx, float millis) {
    String query = ctx.req().getQueryString();
    LOG.debug(
        "{} {}{} by {}: {} in {} ms",
        ctx.req().getMethod(),
        pathOf(ctx),
        query == null ? "" : "?" + masked(query),
        Guard.caller(ctx).map(ApiToken::name).orElse("anybody"),
        ctx.statusCode(),
        millis);
    MDC.remove(KEY);
  }
}
