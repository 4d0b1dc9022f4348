package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.Shown;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What Kibana, or whatever stands before it, answered.
 *
 * @param status of HTTP
 * @param contentType without parameters, in lower case; empty if there was none
 * @param location where a redirect leads
 * @param body the whole of it
 */
record Answer(int status, String contentType, Optional<String> location, byte[] body) {
  private static final int OK = 200;

  static Answer of(HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Answer(
        response.statusCode(),
        type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT),
        response.headers().firstValue("Location"),
        response.body());
  }

  boolean isOk() {
    return status == OK;
  }

  boolean isPage() {
    return contentType.contains("html") || text().stripLeading().startsWith("<");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body, if it is a JSON object. */
  Optional<JsonNode> json() {
    try {
      return Optional.ofNullable(Json.tree(body)).filter(JsonNode::isObject);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** What it says went wrong, in one line. */
  String message() {
    if (isPage()) {
      return "a page (" + contentType + ")";
    }
    return Shown.of(
        json()
            .map(it -> it.path("message").asText(it.path("error").asText()))
            .orElseGet(() -> text().lines().findFirst().orElse("without a word")));
  }
}
