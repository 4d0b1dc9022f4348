package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.Optional;

/** Where "the last days" end if nobody says so. */
final class NewestDay {
  /**
   * A sale that is dated 2099 must not move the last days there. A day ahead, as it is tomorrow
   * somewhere.
   */
  private static final Query COMPUTED =
      Query.of(
          q ->
              q.bool(
                  b ->
                      b.filter(f -> f.exists(e -> e.field("computed_at")))
                          .filter(f -> f.range(r -> r.date(d -> d.field("date").lte("now+1d"))))));

  private final Elastic elastic;
  private final IndexNames names;

  NewestDay(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
  }

  /** The last business day that was computed, of those that have begun. */
  Optional<LocalDate> computed() {
    return Hits.latest(elastic, names.days(), COMPUTED, "date")
        .map(day -> LocalDate.parse(day.path("date").asText()));
  }

  /**
   * @throws ApiException if there is none
   */
  LocalDate requireComputed() {
    return computed().orElseThrow(() -> ApiException.nothingComputed());
  }
}
