package io.saleslens.aov;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.elastic.DayReplacement;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The stored daily AOV: reads a day, and makes it equal to what was computed. */
public final class DailyAovs {
  private final Elastic elastic;
  private final IndexNames names;
  private final DayReplacement replacement;

  public DailyAovs(Elastic elastic, IndexNames names, Clock clock) {
    this.elastic = elastic;
    this.names = names;
    this.replacement =
        new DayReplacement(elastic, clock, names.daily(), "date", "store_id", "computed_at");
  }

  /** Makes the stored documents of a day equal to the computed ones, or only compares them. */
  public DayReplacement replacement() {
    return replacement;
  }

  /** The stored documents of a day. */
  public Collection<DailyAov> of(LocalDate day) {
    List<DailyAov> found = new ArrayList<>();
    Hits.forEach(
        elastic,
        names.daily(),
        Query.of(q -> q.term(t -> t.field("date").value(day.toString()))),
        "store_id",
        hit -> found.add(Json.as(hit.source(), DailyAov.class)));
    return found;
  }
}
