package io.saleslens.api;

import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Json;

/** Writes answers. */
final class Answers {
  private static final String CONTENT_TYPE = "application/json";

  private Answers() {}

  static void json(Context ctx, Object answer) {
    asJson(ctx).result(Json.bytes(answer));
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
