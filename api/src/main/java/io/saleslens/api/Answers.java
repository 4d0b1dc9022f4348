package io.saleslens.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.saleslens.indexer.elastic.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes answers. */
final class Answers {
  private static final String CONTENT_TYPE = "application/json";
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final int TAG_BYTES = 16;

  private Answers() {}

  /**
   * Answers with JSON and a tag of it; with the tag alone if the client has just that already. The
   * tag is a weak one, the same for a body that is compressed on its way.
   */
  static void json(Context ctx, Object answer) {
    byte[] body = Json.bytes(answer);
    varyBy(ctx, "Accept-Encoding");
    boolean tagged = ctx.status() == HttpStatus.OK && isRead(ctx);
    if (!tagged || !isKnown(ctx, tagOf(body))) {
      asJson(ctx).result(body);
    }
  }

  /**
   * Tags an answer with 200 to a reading request.
   *
   * @param tag of {@link #tagOf}
   * @return whether the client has it already, and so is answered
   */
  static boolean isKnown(Context ctx, String tag) {
    ctx.header("ETag", "W/" + tag);
    boolean known = hasIt(ctx, tag);
    if (known) {
      ctx.status(HttpStatus.NOT_MODIFIED);
    }
    return known;
  }

  private static boolean isRead(Context ctx) {
    return ctx.method() == HandlerType.GET || ctx.method() == HandlerType.HEAD;
  }

  /** Equal for equal bodies, and quoted. */
  static String tagOf(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean hasIt(Context ctx, String tag) {
    return Collections.list(ctx.req().getHeaders("If-None-Match")).stream()
        .anyMatch(tags -> tags.strip().equals("*") || tagsIn(tags).anyMatch(tag::equals));
  }

  private static Stream<String> tagsIn(String header) {
    return QUOTED.matcher(header).results().map(MatchResult::group);
  }

  /** Says that the answer depends on a header of the request. */
  static void varyBy(Context ctx, String header) {
    String already = ctx.res().getHeader("Vary");
    ctx.header("Vary", already == null ? header : already + ", " + header);
  }

  /** Says how current an answer is where its body has no place for that. */
  static void freshness(Context ctx, Page.State state) {
    ctx.header("Saleslens-Dirty", Boolean.toString(state.dirty()));
    state.readThrough().ifPresent(at -> ctx.header("Saleslens-Read-Through", at.toString()));
    state.verifiedAt().ifPresent(at -> ctx.header("Saleslens-Verified-At", at.toString()));
  }

  /** For those who write the body themselves. */
  static Context asJson(Context ctx) {
    return ctx.contentType(CONTENT_TYPE);
  }
}
