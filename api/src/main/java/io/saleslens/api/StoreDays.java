package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The days of one store. */
final class StoreDays {
  private final Elastic elastic;
  private final IndexNames names;

  StoreDays(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
  }

  /**
   * What is known of each of some days, those without sales included.
   *
   * @param first first day
   * @param last last day, included; some hundred days later at most
   * @throws ApiException if there never was such a store
   */
  TreeMap<LocalDate, Sums> between(String store, LocalDate first, LocalDate last) {
    TreeMap<LocalDate, Sums> days = new TreeMap<>();
    first.datesUntil(last.plusDays(1)).forEach(day -> days.put(day, Sums.NONE));
    DateRange range = new DateRange(Optional.of(first), Optional.of(last));
    Hits.forEach(
        elastic,
        names.daily(),
        of(store).between("date", range).query(),
        "date",
        hit -> add(days, hit.source(), "date", Sums.of(hit.source())));
    List<LocalDate> others =
        days.keySet().stream().filter(it -> days.get(it).numSale() == 0).toList();
    if (others.size() == days.size() && !isKnown(store)) {
      throw ApiException.notFound(store, "There is no store %s.".formatted(store));
    }
    addCanceled(days, store, others);
    return days;
  }

  private static void add(
      TreeMap<LocalDate, Sums> days, JsonNode document, String dateField, Sums more) {
    days.merge(LocalDate.parse(document.path(dateField).asText()), more, Sums::plus);
  }

  /** A day with nothing but canceled sales has no daily AOV that would tell of them. */
  private void addCanceled(TreeMap<LocalDate, Sums> days, String store, List<LocalDate> others) {
    if (others.isEmpty()) {
      return;
    }
    List<FieldValue> dates = others.stream().map(it -> FieldValue.of(it.toString())).toList();
    Query canceled =
        Query.of(
            q ->
                q.bool(
                    b ->
                        b.filter(of(store).query())
                            .filter(f -> f.term(t -> t.field("is_canceled").value(true)))
                            .filter(
                                f ->
                                    f.terms(
                                        t ->
                                            t.field("business_date").terms(v -> v.value(dates))))));
    Hits.forEach(
        elastic,
        names.sales(),
        canceled,
        "id",
        hit ->
            add(
                days,
                hit.source(),
                "business_date",
                Sums.ofCanceled(hit.source().path("amount_sale").longValue())));
  }

  private static Filters of(String store) {
    return new Filters().ofStores(Set.of(store));
  }

  /** Whether anything was ever heard of a store. */
  private boolean isKnown(String store) {
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(names.daily(), names.sales())
                    // no sales yet
                    .ignoreUnavailable(true)
                    .query(of(store).query())
                    .size(0)
                    .terminateAfter(1L)
                    .allowPartialSearchResults(false)
                    .trackTotalHits(t -> t.count(1)));
    return elastic
            .ask("search " + names.sales(), client -> client.search(request, Void.class))
            .hits()
            .total()
            .value()
        > 0;
  }
}
