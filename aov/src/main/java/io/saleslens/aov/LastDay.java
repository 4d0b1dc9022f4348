package io.saleslens.aov;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import java.time.LocalDate;
import java.util.Optional;

/** The latest day in an index. */
public final class LastDay {
  private LastDay() {}

  /**
   * @param index alias
   * @param field a date of its documents
   * @return empty if there is no document
   */
  public static Optional<LocalDate> of(Elastic elastic, String index, String field) {
    return Hits.latest(elastic, index, Query.of(q -> q.matchAll(m -> m)), field)
        .map(document -> LocalDate.parse(document.path(field).asText()));
  }
}
