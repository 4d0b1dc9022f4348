package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.search.PointInTimeReference;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index as it stood at one point in time, however it is written to meanwhile. Elasticsearch
 * keeps it for some minutes after it was last read, if it is not closed before.
 */
final class Snapshot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
  private static final Time KEPT = Time.of(t -> t.time("5m"));

  private final Elastic elastic;
  private String id;

  private Snapshot(Elastic elastic, String id) {
    this.elastic = elastic;
    this.id = id;
  }

  /** Of now. */
  static Snapshot open(Elastic elastic, Listing<?> listing) {
    String id =
        elastic
            .ask(
                "open a point in time of " + listing.index(),
                client ->
                    client.openPointInTime(
                        p ->
                            p.index(listing.index())
                                .keepAlive(KEPT)
                                .ignoreUnavailable(!listing.needed())))
            .id();
    return new Snapshot(elastic, id);
  }

  /** One that was opened before. */
  static Snapshot at(Elastic elastic, String id) {
    return new Snapshot(elastic, id);
  }

  /** The name to find it by, until the next reading of it. */
  String id() {
    return id;
  }

  /** For a search, which keeps it for longer. */
  PointInTimeReference reference() {
    return PointInTimeReference.of(p -> p.id(id).keepAlive(KEPT));
  }

  /** Elasticsearch may rename it with every answer. */
  void isNow(String newId) {
    id = newId == null ? id : newId;
  }

  @Override
  public void close() {
    try {
      elastic.ask("close a point in time", client -> client.closePointInTime(c -> c.id(id)));
    } catch (ElasticException e) {
      // it ends by itself
      LOG.debug("A point in time was not closed: {}", e.getMessage());
    }
  }
}
