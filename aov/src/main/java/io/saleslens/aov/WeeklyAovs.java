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
import java.util.Optional;

/**
 * The stored weekly AOV: reads an as-of day, makes it equal to what was computed, and knows the
 * last one.
 */
public final class WeeklyAovs {
  private final Elastic elastic;
  private final IndexNames names;
  private final DayReplacement replacement;

  public WeeklyAovs(Elastic elastic, IndexNames names, Clock clock) {
    this.elastic = elastic;
    this.names = names;
    this.replacement =
        new DayReplacement(elastic, clock, names.weekly(), "as_of", "store_id", "computed_at");
  }

  /** Makes the stored documents of a day equal to the computed ones, or only compares them. */
  public DayReplacement replacement() {
    return replacement;
  }

  /** The stored weekly AOV of all stores as of a day. */
  public Collection<WeeklyAov> asOf(LocalDate day) {
    List<WeeklyAov> found = new ArrayList<>();
    Hits.forEach(
        elastic,
        names.weekly(),
        Query.of(q -> q.term(t -> t.field("as_of").value(day.toString()))),
        "store_id",
        hit -> found.add(Json.as(hit.source(), WeeklyAov.class)));
    return found;
  }

  /** The last as-of day with documents. */
  public Optional<LocalDate> lastAsOf() {
    return LastDay.of(elastic, names.weekly(), "as_of");
  }

  /**
   * The last as-of day that may have documents, by the sales, which must be visible: the day after
   * the last one with a counted sale. Empty if there is no counted sale at all.
   */
  public Optional<LocalDate> horizon() {
    Query counted =
        Query.of(
            q ->
                q.bool(
                    b ->
                        b.filter(f -> f.term(t -> t.field("is_canceled").value(false)))
                            .filter(
                                f -> f.range(r -> r.number(n -> n.field("amount_sale").gt(0.0))))));
    return LastDay.of(elastic, names.sales(), "business_date", counted).map(day -> day.plusDays(1));
  }
}
