package io.saleslens.aov;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.DayReplacement;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongConsumer;

/** The weekly AOV: computes as-of days anew and keeps them, reads them, and knows the last one. */
public final class WeeklyAovs {
  private final Elastic elastic;
  private final IndexNames names;
  private final DailyAovs dailies;
  private final DayReplacement replacement;

  public WeeklyAovs(
      Elastic elastic, IndexNames names, DailyAovs dailies, BulkWriter writer, Clock clock) {
    this.elastic = elastic;
    this.names = names;
    this.dailies = dailies;
    this.replacement =
        new DayReplacement(
            elastic, writer, clock, names.weekly(), "as_of", "store_id", "computed_at");
  }

  /**
   * Computes as-of days from the daily AOV, which must be visible, and makes the stored documents
   * equal. Goes in order of the days, so that after a crash those done are the first ones.
   *
   * @param horizon the last as-of day that may have documents: the day after the last one with a
   *     counted sale; empty if there is no counted sale at all
   * @param progress is told one for each day done
   */
  public DayReplacement.Changes refresh(
      SortedSet<LocalDate> asOfDays, Optional<LocalDate> horizon, LongConsumer progress) {
    DayReplacement.Changes changes = DayReplacement.Changes.NONE;
    Map<LocalDate, Collection<DailyAov>> window = new HashMap<>();
    for (LocalDate asOf : asOfDays) {
      boolean exists = horizon.filter(last -> !asOf.isAfter(last)).isPresent();
      Map<String, WeeklyAov> computed =
          exists ? WeeklyCalculator.compute(asOf, slide(window, asOf)) : Map.of();
      changes = changes.plus(replacement.replace(asOf, computed));
      progress.accept(1);
    }
    return changes;
  }

  /** Moves the window to the seven days before {@code asOf}; each day is read once. */
  private Collection<Collection<DailyAov>> slide(
      Map<LocalDate, Collection<DailyAov>> window, LocalDate asOf) {
    LocalDate first = asOf.minusDays(WeeklyAov.WINDOW);
    window.keySet().removeIf(day -> day.isBefore(first));
    for (LocalDate day = first; day.isBefore(asOf); day = day.plusDays(1)) {
      window.computeIfAbsent(day, dailies::of);
    }
    return window.values();
  }

  /** The stored weekly AOV of all stores as of a day. */
  public List<WeeklyAov> asOf(LocalDate day) {
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
}
