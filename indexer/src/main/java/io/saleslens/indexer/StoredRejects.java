package io.saleslens.indexer;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Indices;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the rejects of some tables. */
final class StoredRejects {
  /** The most ids to be asked for at once. */
  static final int MOST_IDS = 500;

  private final Elastic elastic;
  private final Indices indices;
  private final String index;
  private final List<String> sources;

  /**
   * @param sources the tables
   */
  StoredRejects(Elastic elastic, Indices indices, String index, List<String> sources) {
    this.elastic = elastic;
    this.indices = indices;
    this.index = index;
    this.sources = sources;
  }

  /** A page of them, in the order of their ids, as last written. */
  List<Reject> page(int limit, Optional<String> after) {
    return search(Query.of(q -> q.matchAll(all -> all)), limit, after);
  }

  /**
   * @param ids at most {@link #MOST_IDS}, of sales or of rejects
   */
  List<Reject> find(Collection<String> ids) {
    List<String> either =
        ids.stream()
            .flatMap(
                id ->
                    Stream.concat(
                        Stream.of(id),
                        sources.stream().map(source -> Rejects.documentId(source, id))))
            .toList();
    return search(Query.of(q -> q.ids(i -> i.values(either))), either.size(), Optional.empty());
  }

  private List<Reject> search(Query query, int limit, Optional<String> after) {
    indices.refresh(index);
    SearchRequest request =
        SearchRequest.of(
            s -> {
              s.index(index)
                  .query(q -> q.bool(b -> b.filter(ofSource()).filter(query)))
                  .size(limit)
                  .allowPartialSearchResults(false)
                  .trackTotalHits(t -> t.enabled(false))
                  .sort(o -> o.field(f -> f.field("id")));
              after.ifPresent(s::searchAfter);
              return s;
            });
    return elastic
        .ask("search " + index, client -> client.search(request, ObjectNode.class))
        .hits()
        .hits()
        .stream()
        .map(StoredRejects::reject)
        .toList();
  }

  long count() {
    indices.refresh(index);
    return elastic
        .ask("count of " + index, client -> client.count(c -> c.index(index).query(ofSource())))
        .count();
  }

  private Query ofSource() {
    List<FieldValue> tables = sources.stream().map(FieldValue::of).toList();
    return Query.of(q -> q.terms(t -> t.field("source").terms(v -> v.value(tables))));
  }

  private static Reject reject(Hit<ObjectNode> hit) {
    ObjectNode document = hit.source();
    return new Reject(
        hit.id(),
        document.path("source").asText(),
        document.path("id").asText(),
        document.path("reason").asText(),
        Instant.parse(document.path("rejected_at").asText()),
        document.path("payload"));
  }
}
