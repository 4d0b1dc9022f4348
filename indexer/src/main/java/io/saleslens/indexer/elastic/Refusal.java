package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Why Elasticsearch refused something.
 *
 * @param type in its words
 * @param reason in its words
 * @param index that is the cause; empty if it names none
 */
record Refusal(String type, String reason, Optional<String> index) {
  static final String CLOSED = "index_closed_exception";
  private static final String BLOCKED = "cluster_block_exception";

  /** As its client has read it. */
  static Refusal of(ErrorCause error) {
    ErrorCause root = error.rootCause().stream().findFirst().orElse(error);
    Optional<String> index =
        Optional.ofNullable(root.metadata().get("index")).map(it -> it.to(String.class));
    return new Refusal(error.type(), root.reason(), index);
  }

  /** The object {@code error} of an answer, or of an operation in a bulk request's. */
  static Refusal of(JsonNode error) {
    JsonNode root = error.path("root_cause").path(0);
    String index = error.path("index").asText(root.path("index").asText());
    return new Refusal(
        error.path("type").asText(),
        error.path("reason").asText(error.asText()),
        Optional.of(index).filter(it -> !it.isEmpty()));
  }

  /** Whether it has nothing to do with who asks. */
  boolean isBlock() {
    return type.equals(BLOCKED);
  }

  /** In Elasticsearch's words, with the index, and with what to do where that is known. */
  @Override
  public String toString() {
    boolean isNamed = index.isEmpty() || reason != null && reason.contains(index.get());
    return type + ": " + reason + (isNamed ? "" : " [" + index.get() + "]") + wayOut();
  }

  private String wayOut() {
    return switch (type) {
      case CLOSED -> ". Open it: POST /%s/_open".formatted(index.orElse("<index>"));
      case BLOCKED -> " ./saleslens doctor names the block and how to lift it.";
      case "search_phase_execution_exception", "no_shard_available_action_exception" ->
          ". GET /_cluster/allocation/explain says why a shard is missing";
      default -> "";
    };
  }
}
