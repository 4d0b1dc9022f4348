package io.saleslens.fraud;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The totals of clean days by the day ledger. Only reads. */
final class LedgerTotals {
  private LedgerTotals() {}

  /**
   * @param first first day, or empty for all before {@code last}
   * @param last last day, included, or empty for all after {@code first}
   */
  static NavigableMap<LocalDate, DayLedger.Totals> read(
      Elastic elastic, IndexNames names, Optional<LocalDate> first, Optional<LocalDate> last) {
    Query clean =
        Query.of(
            q ->
                q.bool(
                    b ->
                        b.mustNot(n -> n.term(t -> t.field("dirty").value(true)))
                            .filter(
                                f ->
                                    f.range(
                                        r ->
                                            r.date(
                                                d -> {
                                                  d.field("date");
                                                  first.ifPresent(day -> d.gte(day.toString()));
                                                  last.ifPresent(day -> d.lte(day.toString()));
                                                  return d;
                                                })))));
    NavigableMap<LocalDate, DayLedger.Totals> totals = new TreeMap<>();
    Hits.forEach(
        elastic,
        names.days(),
        clean,
        "date",
        hit ->
            totals.put(LocalDate.parse(hit.id()), Json.as(hit.source(), DayLedger.Totals.class)));
    return totals;
  }
}
