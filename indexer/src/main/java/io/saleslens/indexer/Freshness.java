package io.saleslens.indexer;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** How current and how proven what was computed is, by Elasticsearch alone. Only reads. */
public final class Freshness {
  private final Elastic elastic;
  private final String days;
  private final Checkpoints checkpoints;
  private final Proofs proofs;

  public Freshness(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.days = names.days();
    this.checkpoints = new Checkpoints(new StateStore(elastic, names.state(), Clock.systemUTC()));
    this.proofs = new Proofs(elastic, names, Clock.systemUTC());
  }

  /** See {@link Indexer#readThrough()}. */
  public Optional<Instant> readThrough() {
    return checkpoints.readThrough();
  }

  /** See {@link Proofs#verifiedAt()}. */
  public Optional<Instant> verifiedAt() {
    return proofs.verifiedAt();
  }

  /**
   * Whether sales of a day in this range changed without everything being computed from them yet.
   *
   * @param first first day, or empty for all before {@code last}
   * @param last last day, included, or empty for all after {@code first}
   */
  public boolean isDirty(Optional<LocalDate> first, Optional<LocalDate> last) {
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
    SearchRequest anyDirty =
        SearchRequest.of(
            s ->
                s.index(days)
                    .query(
                        q ->
                            q.bool(
                                b ->
                                    b.filter(f -> f.term(t -> t.field("dirty").value(true)))
                                        .filter(inRange)))
                    .size(1)
                    .source(source -> source.fetch(false))
                    .trackTotalHits(t -> t.enabled(false))
                    .allowPartialSearchResults(false));
    return !elastic
        .ask("search " + days, client -> client.search(anyDirty, Void.class))
        .hits()
        .hits()
        .isEmpty();
  }
}
