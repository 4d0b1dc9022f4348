package io.saleslens.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.MsearchRequest;
import co.elastic.clients.elasticsearch.core.msearch.MultiSearchResponseItem;
import co.elastic.clients.elasticsearch.core.msearch.RequestItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.HitsMetadata;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How current and how proven what was computed is, by Elasticsearch alone. Only reads. */
public final class Freshness {
  private static final List<String> WATERMARKS =
      Source.names().stream().map(it -> it + Checkpoints.WATERMARK).toList();
  private static final Query STATE =
      Query.of(q -> q.ids(i -> i.values(WATERMARKS).values(Proofs.NAME, ConfiguredSources.NAME)));
  private static final int RECORDS = WATERMARKS.size() + 2;

  private final Elastic elastic;
  private final IndexNames names;

  public Freshness(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
  }

  /**
   * What is known of some days.
   *
   * @param readThrough see {@link Indexer#readThrough()}
   * @param dirty whether sales of one of the days changed without everything being computed from
   *     them yet
   * @param verifiedAt see {@link Proofs#verifiedAt()}
   * @param clockSkewSeconds how far MySQL's clock was ahead of the others when it was read last,
   *     below zero if behind; empty if they agreed
   */
  public record State(
      Optional<Instant> readThrough,
      boolean dirty,
      Optional<Instant> verifiedAt,
      Optional<Long> clockSkewSeconds) {}

  /**
   * Asks for the state of a range of days. Marks are looked for after the watermark was, never
   * before it: a sync between the two could move it past changes whose marks were missed.
   *
   * @param first first day, or empty for all before {@code last}
   * @param last last day, included, or empty for all after {@code first}
   */
  public State of(Optional<LocalDate> first, Optional<LocalDate> last) {
    MsearchRequest request =
        MsearchRequest.of(
            m ->
                // one after the other, in this order
                m.maxConcurrentSearches(1L)
                    .searches(search(names.state(), STATE, RECORDS, true))
                    .searches(search(names.days(), dirty(first, last), 1, false)));
    List<HitsMetadata<ObjectNode>> found = elastic.ask("freshness", client -> ask(client, request));
    Known known = Known.of(found.get(0).hits());
    return new State(
        known.readThrough(),
        !found.get(1).hits().isEmpty(),
        known.verifiedAt(),
        known.clockSkewSeconds());
  }

  /**
   * What waits to be done, over all days.
   *
   * @param readThrough see {@link Indexer#readThrough()}
   * @param verifiedAt see {@link Proofs#verifiedAt()}
   * @param dirtyDays business days that wait for a refresh
   * @param rejects rows that are held as rejects
   */
  public record Backlog(
      Optional<Instant> readThrough, Optional<Instant> verifiedAt, long dirtyDays, long rejects) {}

  /** Asks, in one request, what waits to be done. */
  public Backlog backlog() {
    Query dirty = dirty(Optional.empty(), Optional.empty());
    Query all = Query.of(q -> q.matchAll(m -> m));
    MsearchRequest request =
        MsearchRequest.of(
            m ->
                m.maxConcurrentSearches(1L)
                    .searches(search(names.state(), STATE, RECORDS, true))
                    .searches(count(names.days(), dirty))
                    .searches(count(names.rejects(), all)));
    List<HitsMetadata<ObjectNode>> found = elastic.ask("backlog", client -> ask(client, request));
    Known known = Known.of(found.get(0).hits());
    return new Backlog(
        known.readThrough(),
        known.verifiedAt(),
        found.get(1).total().value(),
        found.get(2).total().value());
  }

  /** What the records say. */
  private record Known(
      Optional<Instant> readThrough,
      Optional<Instant> verifiedAt,
      Optional<Long> clockSkewSeconds) {
    static Known of(List<Hit<ObjectNode>> records) {
      Map<String, Optional<Instant>> readThrough = new HashMap<>();
      Optional<ConfiguredSources.Named> configured = Optional.empty();
      Optional<Instant> verifiedAt = Optional.empty();
      Optional<Long> skew = Optional.empty();
      for (Hit<ObjectNode> hit : records) {
        if (hit.id().equals(Proofs.NAME)) {
          verifiedAt = StateStore.valueOf(hit.source(), Proofs.Proof.class).verifiedAt();
        } else if (hit.id().equals(ConfiguredSources.NAME)) {
          configured = Optional.of(StateStore.valueOf(hit.source(), ConfiguredSources.Named.class));
        } else {
          String source = hit.id().substring(0, hit.id().length() - Checkpoints.WATERMARK.length());
          Checkpoints.Watermark watermark =
              StateStore.valueOf(hit.source(), Checkpoints.Watermark.class);
          readThrough.put(source, Optional.ofNullable(watermark.readThrough()));
          skew = skew.or(() -> Optional.ofNullable(watermark.skewSeconds()));
        }
      }
      return new Known(
          configured
              .map(it -> it.readThrough(readThrough))
              .orElseGet(() -> Source.earliest(readThrough.values())),
          verifiedAt,
          skew);
    }
  }

  private static Query dirty(Optional<LocalDate> first, Optional<LocalDate> last) {
    Query inRange =
        Query.of(
            q ->
                q.range(
                    r ->
                        r.date(
                            d -> {
                              d.field("date");
                              first.ifPresent(day -> d.gte(day.toString()));
                              last.ifPresent(day -> d.lte(day.toString()));
                              return d;
                            })));
    return Query.of(
        q -> q.bool(b -> b.filter(f -> f.term(t -> t.field("dirty").value(true))).filter(inRange)));
  }

  private static RequestItem search(String index, Query query, int size, boolean source) {
    return RequestItem.of(
        i ->
            i.header(h -> h.index(index).allowPartialSearchResults(false))
                .body(
                    b ->
                        b.query(query)
                            .size(size)
                            .source(s -> s.fetch(source))
                            .trackTotalHits(t -> t.enabled(false))));
  }

  private static RequestItem count(String index, Query query) {
    return RequestItem.of(
        i ->
            i.header(h -> h.index(index).allowPartialSearchResults(false))
                .body(b -> b.query(query).size(0).trackTotalHits(t -> t.enabled(true))));
  }

  /** A search that failed fails all, as it would alone. */
  private static List<HitsMetadata<ObjectNode>> ask(
      ElasticsearchClient client, MsearchRequest request) throws IOException {
    List<HitsMetadata<ObjectNode>> hits = new ArrayList<>();
    for (MultiSearchResponseItem<ObjectNode> item :
        client.msearch(request, ObjectNode.class).responses()) {
      if (item.isFailure()) {
        throw new ElasticsearchException("es/msearch", item.failure());
      }
      hits.add(item.result().hits());
    }
    return hits;
  }
}
