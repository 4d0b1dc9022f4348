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

  /** For those who write the body themselves. */
  static Context asJson(Context ctx) {
    return ctx.contentType(CONTENT_TYPE);
  }
}
