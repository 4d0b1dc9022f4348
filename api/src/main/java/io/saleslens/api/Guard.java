package io.saleslens.api;

import io.github.bucket4j.TimeMeter;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is asking, whether they may, and whether not too often. */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final String CALLER = "caller";
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/-]{1,512}=*)", Pattern.CASE_INSENSITIVE);

  /**
   * From each address. It keeps the log short; guessing is up against 256 bits. So a good token
   * still gets in from there, and nobody can lock out others behind the same proxy.
   */
  private static final int FAILURES_PER_MINUTE = 20;

  private final ApiTokens tokens;
  private final LocalOnly localOnly;
  private final RateLimit requests;
  private final RateLimit failures;

  Guard(ApiSettings settings, TimeMeter clock) {
    this.tokens = new ApiTokens(settings.tokens());
    this.localOnly = new LocalOnly(settings.host());
    OptionalInt rate = settings.requestsPerMinute();
    this.requests = new RateLimit(rate, clock);
    this.failures =
        new RateLimit(
            rate.isEmpty() ? rate : OptionalInt.of(Math.min(rate.getAsInt(), FAILURES_PER_MINUTE)),
            clock);
  }

  void register(JavalinConfig config) {
    config.routes.before(this::identify);
    config.routes.beforeMatched(this::authorize);
  }

  /** Of every request, also of those that no route is there for. */
  private void identify(Context ctx) {
    if (tokens.isEmpty()) {
      localOnly.check(ctx);
    }
    Optional<ApiToken> caller = bearer(ctx).flatMap(tokens::find);
    caller.ifPresent(it -> ctx.attribute(CALLER, it));
    // who floods us must not make it look as if we were dead, and get us killed for it
    if (!ctx.path().equals(Health.LIVE) && !PageResource.serves(ctx.path())) {
      // no address has a colon in this form, so no name can be one
      limit(ctx, requests, caller.map(it -> "token:" + it.name()).orElse(ClientAddress.of(ctx)));
    }
  }

  private static Optional<String> bearer(Context ctx) {
    List<String> headers = authorizations(ctx);
    if (headers.size() != 1) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(headers.get(0).strip());
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  private static List<String> authorizations(Context ctx) {
    return Collections.list(ctx.req().getHeaders("Authorization"));
  }

  private void authorize(Context ctx) {
    if (tokens.isEmpty()) {
      localOnly.checkWrite(ctx);
      return;
    }
    if (Routes.isOpen(ctx)) {
      return;
    }
    ApiToken caller = caller(ctx).orElseThrow(() -> stranger(ctx));
    Role needed = Routes.leastRole(ctx);
    if (!caller.role().covers(needed)) {
      LOG.warn(
          "{} refused to {}, who is a {}", RequestLog.pathOf(ctx), caller.name(), caller.role());
      throw ApiException.forbidden(needed, caller.role());
    }
  }

  private ApiException stranger(Context ctx) {
    limit(ctx, failures, ClientAddress.of(ctx));
    boolean tried = !authorizations(ctx).isEmpty();
    if (tried) {
      LOG.warn("{} refused to a wrong token from {}", RequestLog.pathOf(ctx), ctx.ip());
    }
    ctx.header(
        "WWW-Authenticate",
        "Bearer realm=\"saleslens\"" + (tried ? ", error=\"invalid_token\"" : ""));
    return ApiException.unauthenticated();
  }

  private static void limit(Context ctx, RateLimit limit, String client) {
    Duration wait = limit.take(client);
    if (!wait.isZero()) {
      long seconds = wait.toSeconds() + 1;
      ctx.header("Retry-After", Long.toString(seconds));
      throw ApiException.tooManyRequests(seconds);
    }
  }

  /** Whose token the request has, if it has one. */
  static Optional<ApiToken> caller(Context ctx) {
    return Optional.ofNullable(ctx.attribute(CALLER));
  }

  /** Whether a caller who was let in may do what takes a role. */
  static boolean mayAs(Context ctx, Role role) {
    // without a token only where nobody has one
    return caller(ctx).map(it -> it.role().covers(role)).orElse(true);
  }

  /** Whether the caller may know more than that something is wrong. */
  boolean trusts(Context ctx) {
    return tokens.isEmpty() || caller(ctx).isPresent();
  }
}
