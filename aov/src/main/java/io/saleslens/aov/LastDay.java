package io.saleslens.aov;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Hits;
import java.time.LocalDate;
import java.util.Optional;

/** The latest day in an index. A missing index has none; a closed one is an error. */
public final class LastDay {
  private LastDay() {}

  /**
   * @param index alias
   * @param field a date of its documents
   * @return empty if there is no document
   */
  public static Optional<LocalDate> of(Elastic elastic, String index, String field) {
    return of(elastic, index, field, Query.of(q -> q.matchAll(m -> m)));
  }

  /** The latest day among the documents that a query finds. */
  static Optional<LocalDate> of(Elastic elastic, String index, String field, Query query) {
    try {
      return Hits.latest(elastic, index, query, field)
          .map(document -> LocalDate.parse(document.path(field).asText()));
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
