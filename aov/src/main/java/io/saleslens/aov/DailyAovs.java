package io.saleslens.aov;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.SaleGroups;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.DayReplacement;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The daily AOV: computes a day anew and keeps it, reads it, and knows its last day. */
public final class DailyAovs {
  private final Elastic elastic;
  private final IndexNames names;
  private final SaleGroups groups;
  private final DayReplacement replacement;

  public DailyAovs(
      Elastic elastic, IndexNames names, SaleGroups groups, BulkWriter writer, Clock clock) {
    this.elastic = elastic;
    this.names = names;
    this.groups = groups;
    this.replacement =
        new DayReplacement(
            elastic, writer, clock, names.daily(), "date", "store_id", "computed_at");
  }

  /**
   * A day computed anew.
   *
   * @param totals over all stores
   * @param changes made to the stored documents
   */
  public record Refreshed(DayLedger.Totals totals, DayReplacement.Changes changes) {}

  /** Computes a day from its sales, which must be visible, and makes the stored documents equal. */
  public Refreshed refresh(LocalDate day) {
    DailyCalculator calculator = new DailyCalculator(day);
    groups.forEach(day, calculator::add);
    DayReplacement.Changes changes = replacement.replace(day, calculator.finish());
    return new Refreshed(calculator.totals(), changes);
  }

  /** The stored documents of a day. */
  List<DailyAov> of(LocalDate day) {
    List<DailyAov> found = new ArrayList<>();
    Hits.forEach(
        elastic,
        names.daily(),
        Query.of(q -> q.term(t -> t.field("date").value(day.toString()))),
        "store_id",
        hit -> found.add(Json.as(hit.source(), DailyAov.class)));
    return found;
  }

  /** The last day with a counted sale, by the stored documents. */
  public Optional<LocalDate> lastDay() {
    return LastDay.of(elastic, names.daily(), "date");
  }
}
