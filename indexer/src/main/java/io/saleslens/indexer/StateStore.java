package io.saleslens.indexer;

import co.elastic.clients.elasticsearch._types.OpType;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.IndexRequest;
import co.elastic.clients.elasticsearch.core.MgetResponse;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Json;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps small named records in {@code platform_state}. Reads see what was written last. */
final class StateStore {
  private static final int CONFLICT = 409;

  private final Elastic elastic;
  private final String index;
  private final String prefix;
  private final Clock clock;

  StateStore(Elastic elastic, String index, Clock clock) {
    this(elastic, index, "", clock);
  }

  /**
   * @param prefix of all names, by which several keep records of the same names
   */
  StateStore(Elastic elastic, String index, String prefix, Clock clock) {
    this.elastic = elastic;
    this.index = index;
    this.prefix = prefix;
    this.clock = clock;
  }

  /**
   * A record as it was read.
   *
   * @param seqNo and
   * @param primaryTerm say which write of it was seen
   */
  record Seen<T>(T value, long seqNo, long primaryTerm) {}

  <T> Optional<T> load(String name, Class<T> type) {
    return see(name, type).map(Seen::value);
  }

  /** Reads a record so that it can be replaced, see {@link #replace}. */
  <T> Optional<Seen<T>> see(String name, Class<T> type) {
    GetResponse<ObjectNode> found =
        elastic.ask(
            "state " + idOf(name),
            client -> client.get(g -> g.index(index).id(idOf(name)), ObjectNode.class));
    return Optional.ofNullable(found.source())
        .map(it -> valueOf(it, type))
        .map(it -> new Seen<>(it, found.seqNo(), found.primaryTerm()));
  }

  /** Those of some records that there are, by name. */
  <T> Map<String, T> loadAll(Collection<String> names, Class<T> type) {
    Map<String, T> found = new HashMap<>();
    if (names.isEmpty()) {
      return found;
    }
    MgetResponse<ObjectNode> answer =
        elastic.ask(
            "states",
            client ->
                client.mget(
                    m -> m.index(index).ids(names.stream().map(this::idOf).toList()),
                    ObjectNode.class));
    for (MultiGetResponseItem<ObjectNode> item : answer.docs()) {
      if (item.isFailure()) {
        throw new IllegalStateException(item.failure().error().reason());
      }
      Optional.ofNullable(item.result().source())
          .ifPresent(
              it -> found.put(item.result().id().substring(prefix.length()), valueOf(it, type)));
    }
    return found;
  }

  /** What a document of the index holds. */
  static <T> T valueOf(ObjectNode document, Class<T> type) {
    return Json.as(document.path("value"), type);
  }

  void save(String name, Object value) {
    write(name, value, request -> {});
  }

  /** Likewise; on return searches find it too. */
  void saveVisibly(String name, Object value) {
    write(name, value, request -> request.refresh(Refresh.True));
  }

  /**
   * Writes a record unless another did since it was read.
   *
   * @param before as it was read; empty if there was none
   * @return false if another did. Also if it was this very write whose answer got lost, so that it
   *     was sent again
   */
  boolean replace(String name, Optional<? extends Seen<?>> before, Object value) {
    try {
      write(
          name,
          value,
          request ->
              before.ifPresentOrElse(
                  it -> request.ifSeqNo(it.seqNo()).ifPrimaryTerm(it.primaryTerm()),
                  () -> request.opType(OpType.Create)));
      return true;
    } catch (ElasticException e) {
      if (e.status() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private void write(
      String name, Object value, Consumer<IndexRequest.Builder<ObjectNode>> condition) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("name", idOf(name));
    document.set("value", Json.mapper().<JsonNode>valueToTree(value));
    document.put("saved_at", clock.instant().toString());
    IndexRequest.Builder<ObjectNode> request = new IndexRequest.Builder<>();
    request.index(index).id(idOf(name)).requireAlias(true).document(document);
    condition.accept(request);
    IndexRequest<ObjectNode> write = request.build();
    elastic.ask("saving state " + idOf(name), client -> client.index(write));
  }

  void delete(String name) {
    elastic.ask(
        "deleting state " + idOf(name),
        client -> client.delete(d -> d.index(index).id(idOf(name))));
  }

  private String idOf(String name) {
    return prefix + name;
  }
}
