package io.saleslens.indexer;

import co.elastic.clients.elasticsearch.core.GetResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Json;
import java.time.Clock;
import java.util.Optional;

/** Keeps small named records in {@code platform_state}. Reads see what was written last. */
final class StateStore {
  private final Elastic elastic;
  private final String index;
  private final Clock clock;

  StateStore(Elastic elastic, String index, Clock clock) {
    this.elastic = elastic;
    this.index = index;
    this.clock = clock;
  }

  <T> Optional<T> load(String name, Class<T> type) {
    GetResponse<ObjectNode> found =
        elastic.ask(
            "state " + name, client -> client.get(g -> g.index(index).id(name), ObjectNode.class));
    return Optional.ofNullable(found.source()).map(it -> Json.as(it.path("value"), type));
  }

  void save(String name, Object value) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("name", name);
    document.set("value", Json.mapper().<JsonNode>valueToTree(value));
    document.put("saved_at", clock.instant().toString());
    elastic.ask(
        "saving state " + name,
        client -> client.index(i -> i.index(index).id(name).requireAlias(true).document(document)));
  }

  void delete(String name) {
    elastic.ask("deleting state " + name, client -> client.delete(d -> d.index(index).id(name)));
  }
}
