package io.saleslens.indexer.elastic;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings indices to a new version of their mapping: copies each into a new index beside it, while
 * the old one goes on serving, and then swaps all its aliases at once. A copy that was cut short is
 * thrown away and begun anew. To be run by the holder of the lease, so that nobody writes
 * meanwhile.
 */
public final class Upgrade {
  private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
  private static final Time KEEP_ALIVE = Time.of(t -> t.time("5m"));
  private static final int PAGE = 5_000;

  private final Elastic elastic;
  private final Indices indices;

  public Upgrade(Elastic elastic, Indices indices) {
    this.elastic = elastic;
    this.indices = indices;
  }

  /**
   * Rebuilds what stands in an older version of a definition's mapping.
   *
   * @return names of the indices made
   * @throws ElasticException if a document does not fit the new mapping; the old index stays then
   * @throws InterruptedException if interrupted; the old index stays then
   */
  public List<String> run(IndexDefinition definition) throws InterruptedException {
    List<String> made = new ArrayList<>();
    for (String old : indices.olderThan(definition)) {
      String rebuilt = definition.concrete(IndexDefinition.withoutVersion(old));
      rebuild(definition, old, rebuilt);
      made.add(rebuilt);
    }
    return made;
  }

  private void rebuild(IndexDefinition definition, String old, String rebuilt)
      throws InterruptedException {
    long documents = count(old);
    LOG.info("Rebuilding {} with {} documents as {}", old, documents, rebuilt);
    // Bulk requests go to aliases only.
    String copy = rebuilt + ".copy";
    indices.delete(rebuilt);
    indices.create(definition, rebuilt, List.of(copy));
    copy(old, copy);
    long copied = count(rebuilt);
    if (copied != documents) {
      throw new ElasticException(
          "Elasticsearch %s: %s has %d documents, its copy %s has %d. Does something else write to it?"
              .formatted(elastic.shownUrl(), old, documents, rebuilt, copied),
          ElasticException.NO_ANSWER,
          null);
    }
    indices.swap(old, rebuilt, copy);
    LOG.info("{} took the place of {}", rebuilt, old);
  }

  private long count(String index) {
    indices.refresh(index);
    return elastic.ask("count of " + index, client -> client.count(c -> c.index(index))).count();
  }

  private void copy(String old, String copy) throws InterruptedException {
    // Elasticsearch forgets it by itself if we do not come to the end.
    String view =
        elastic
            .ask(
                "a view of " + old,
                client -> client.openPointInTime(p -> p.index(old).keepAlive(KEEP_ALIVE)))
            .id();
    try (BulkWriter writer = new BulkWriter(elastic)) {
      List<FieldValue> after = List.of();
      List<Hit<ObjectNode>> page;
      do {
        if (Thread.interrupted()) {
          throw new InterruptedException("Stopped while rebuilding " + old);
        }
        SearchRequest request = page(view, after);
        page =
            elastic
                .ask("copy of " + old, client -> client.search(request, ObjectNode.class))
                .hits()
                .hits();
        write(writer, copy, page);
        after = page.isEmpty() ? after : page.get(page.size() - 1).sort();
      } while (page.size() == PAGE);
    }
    elastic.ask("closing a view", client -> client.closePointInTime(c -> c.id(view)));
  }

  private static SearchRequest page(String view, List<FieldValue> after) {
    SortOptions order = SortOptions.of(s -> s.field(f -> f.field("_shard_doc")));
    return SearchRequest.of(
        s -> {
          s.pit(p -> p.id(view).keepAlive(KEEP_ALIVE))
              .size(PAGE)
              .sort(order)
              .version(true)
              .trackTotalHits(t -> t.enabled(false))
              .allowPartialSearchResults(false);
          return after.isEmpty() ? s : s.searchAfter(after);
        });
  }

  /** With its version, so that what was older before is older in the copy, too. */
  private static void write(BulkWriter writer, String copy, List<Hit<ObjectNode>> page) {
    BulkBody body = new BulkBody();
    for (Hit<ObjectNode> hit : page) {
      body.index(copy, hit.id(), hit.version(), Json.bytes(hit.source()));
      if (body.size() >= writer.bodyBytes()) {
        writer.writeAll(body);
        body = new BulkBody();
      }
    }
    writer.writeAll(body);
  }
}
