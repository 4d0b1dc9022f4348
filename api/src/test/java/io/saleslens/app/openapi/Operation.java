package io.saleslens.app.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An operation of the document.
 *
 * @param method in upper case
 * @param path with its parameters in braces
 */
public record Operation(OpenApi document, String method, String path, JsonNode node) {

  /**
   * A parameter, which has several values parted by commas.
   *
   * @param in path, query or header
   */
  public record Parameter(
      String name, String in, boolean required, JsonNode schema, Optional<JsonNode> example) {

    /** As it stands in a URL. */
    public String text(JsonNode value) {
      if (!value.isArray()) {
        return value.asText();
      }
      List<String> texts = new ArrayList<>();
      value.forEach(it -> texts.add(it.asText()));
      return String.join(",", texts);
    }
  }

  /** Its parameters, references followed. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    node.path("parameters")
        .forEach(
            it -> {
              JsonNode found = document.resolved(it);
              parameters.add(
                  new Parameter(
                      found.path("name").asText(),
                      found.path("in").asText(),
                      found.path("required").asBoolean(),
                      document.resolved(found.path("schema")),
                      Optional.ofNullable(found.get("example"))));
            });
    return parameters;
  }

  /** What it answers by content type with a status; empty if the document does not have that. */
  public Optional<Map<String, JsonNode>> contents(int status) {
    JsonNode responses = node.path("responses");
    JsonNode exact = responses.path(Integer.toString(status));
    boolean isError = status >= 400;
    JsonNode response = exact.isMissingNode() && isError ? responses.path("default") : exact;
    return response.isMissingNode()
        ? Optional.empty()
        : Optional.of(byContentType(document.resolved(response).path("content")));
  }

  /** The headers that an answer may have, in lower case. */
  public List<String> headers(int status) {
    List<String> names = new ArrayList<>();
    document
        .resolved(node.path("responses").path(Integer.toString(status)))
        .path("headers")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /** The content types it takes, with what the document has of each. */
  public Map<String, JsonNode> requestBodies() {
    return byContentType(document.resolved(node.path("requestBody")).path("content"));
  }

  private static Map<String, JsonNode> byContentType(JsonNode content) {
    Map<String, JsonNode> found = new TreeMap<>();
    content.properties().forEach(it -> found.put(it.getKey(), it.getValue()));
    return found;
  }

  /** All responses: status and content. */
  public Map<String, JsonNode> responses() {
    Map<String, JsonNode> found = new TreeMap<>();
    node.path("responses")
        .properties()
        .forEach(it -> found.put(it.getKey(), document.resolved(it.getValue())));
    return found;
  }

  /** The least role, empty if it is open. */
  public String role() {
    return node.path("x-role").asText();
  }

  /** As {@code GET /api/v1/days}. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
