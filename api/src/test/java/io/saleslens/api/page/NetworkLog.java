package io.saleslens.api.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the requests of a page together from what the browser says of its network. */
final class NetworkLog {
  private static final Set<String> WITHIN_THE_BROWSER =
      Set.of("data", "blob", "about", "chrome", "chrome-extension");

  private final Map<String, Request> requests = new LinkedHashMap<>();

  void add(String entry) {
    JsonNode message = Json.tree(entry.getBytes(StandardCharsets.UTF_8)).path("message");
    JsonNode params = message.path("params");
    String id = params.path("requestId").asText();
    switch (message.path("method").asText()) {
      case "Network.requestWillBeSent" -> sent(id, params.path("request"));
      case "Network.responseReceived" -> answered(id, params.path("response").path("status"));
      default -> {
        // of no interest
      }
    }
  }

  private void sent(String id, JsonNode request) {
    String url = request.path("url").asText();
    if (!WITHIN_THE_BROWSER.contains(url.substring(0, url.indexOf(':')))) {
      requests.put(id, new Request(request.path("method").asText(), URI.create(url), 0));
    }
  }

  private void answered(String id, JsonNode status) {
    requests.computeIfPresent(
        id, (key, request) -> new Request(request.method(), request.uri(), status.asInt()));
  }

  List<Request> requests() {
    return List.copyOf(requests.values());
  }

  void clear() {
    requests.clear();
  }
}
