package io.saleslens.aov;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import java.time.LocalDate;
import java.util.List;
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
    List<Hit<ObjectNode>> hits =
        elastic
            .ask(
                "search " + index,
                client ->
                    client.search(
                        s ->
                            s.index(index)
                                .size(1)
                                .trackTotalHits(t -> t.enabled(false))
                                .sort(o -> o.field(f -> f.field(field).order(SortOrder.Desc))),
                        ObjectNode.class))
            .hits()
            .hits();
    return hits.stream().findFirst().map(hit -> LocalDate.parse(hit.source().path(field).asText()));
  }
}
