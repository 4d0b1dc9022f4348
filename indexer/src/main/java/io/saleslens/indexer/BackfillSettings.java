package io.saleslens.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.StateStore.Seen;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.retry.Patience;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.elasticsearch.client.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of the months' indices under which a backfill writes faster: no refresh by itself, no
 * replicas. What stood there before is kept in {@code platform_state} first, durably, so that it
 * comes back just so, also after a crash: whoever begins to write calls {@link #restore}.
 */
public final class BackfillSettings {
  private static final Logger LOG = LoggerFactory.getLogger(BackfillSettings.class);
  private static final String NAME = "backfill-settings";

  /** Null means: not set on the index, so that Elasticsearch's default holds. */
  private static final Map<String, Object> FAST =
      Map.of(
          "index.refresh_interval", "-1",
          "index.auto_expand_replicas", "false",
          "index.number_of_replicas", "0");

  private final Elastic elastic;
  private final IndexNames names;
  private final Clock clock;
  private final StateStore state;

  /**
   * @param names to write the record by
   */
  public BackfillSettings(Elastic elastic, IndexNames names, Clock clock) {
    this.elastic = elastic;
    this.names = names;
    this.clock = clock;
    this.state = new StateStore(elastic, names.state(), clock);
  }

  /**
   * What stood on the indices.
   *
   * @param indices settings by concrete index
   */
  private record Before(Map<String, ObjectNode> indices) {}

  /** Sets the index behind a name up for a backfill. */
  void apply(String name) {
    Map<String, ObjectNode> found = read(name);
    keep(found);
    ObjectNode fast = Json.mapper().valueToTree(FAST);
    found.keySet().forEach(index -> write(index, fast));
  }

  /** Others who share the backfill keep theirs in the same record. */
  private void keep(Map<String, ObjectNode> found) {
    boolean kept = false;
    while (!kept) {
      Optional<Seen<Before>> known = state.see(NAME, Before.class);
      Map<String, ObjectNode> all = new TreeMap<>(found);
      // what is kept already stood there before, and not what is found now
      known.ifPresent(it -> all.putAll(it.value().indices()));
      kept = state.replace(NAME, known, new Before(all));
    }
  }

  /**
   * Sets back what a backfill changed and did not set back itself, as it was killed or as
   * Elasticsearch failed; does nothing otherwise. To be called by everything that writes, before it
   * begins.
   *
   * @throws ElasticException if Elasticsearch fails; what was not set back is still known then
   */
  public void restore() {
    Map<String, ObjectNode> indices = load();
    if (indices.isEmpty()) {
      return;
    }
    indices.forEach(this::restore);
    state.delete(NAME);
    LOG.info("Refresh and replicas of {} indices are set as they were", indices.size());
  }

  /**
   * The same for a run that failed or was interrupted: soon or not at all, as the next one does it
   * too.
   */
  void restoreIfPossible() {
    // the requests need a thread that is not interrupted
    boolean interrupted = Thread.interrupted();
    try {
      new BackfillSettings(elastic.with(Patience.QUERY), names, clock).restore();
    } catch (ElasticException e) {
      LOG.warn("The next run sets back what the backfill changed: {}", e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Map<String, ObjectNode> load() {
    Optional<Before> known = state.load(NAME, Before.class);
    return known.map(Before::indices).orElse(Map.of());
  }

  private void restore(String index, ObjectNode settings) {
    try {
      write(index, settings);
    } catch (ElasticException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      LOG.info("Index {} is gone, and with it the settings of the backfill", index);
    }
  }

  private Map<String, ObjectNode> read(String name) {
    Request request = new Request("GET", "/" + name + "/_settings");
    request.addParameter("flat_settings", "true");
    JsonNode answer = elastic.send(request, null, Json.mapper()::readTree);
    Map<String, ObjectNode> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> index : answer.properties()) {
      JsonNode settings = index.getValue().path("settings");
      ObjectNode before = Json.mapper().createObjectNode();
      FAST.keySet()
          .forEach(
              key -> before.set(key, settings.has(key) ? settings.get(key) : before.nullNode()));
      found.put(index.getKey(), before);
    }
    return found;
  }

  private void write(String index, ObjectNode settings) {
    elastic.send(new Request("PUT", "/" + index + "/_settings"), settings, in -> null);
  }
}
