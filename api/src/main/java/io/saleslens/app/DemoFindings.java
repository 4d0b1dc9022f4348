package io.saleslens.app;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.aov.DailyAov;
import io.saleslens.aov.LastDay;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.app.DemoReport.Planted;
import io.saleslens.app.DemoReport.TopStore;
import io.saleslens.app.demo.PlantedFraud;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks into the indices for what the demo's summary tells. */
final class DemoFindings {
  private static final int TOP = 5;

  private final Elastic elastic;
  private final IndexNames names;

  DemoFindings(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
  }

  private static final class StoreTotals {
    private long totalSale;
    private long numCustomer;
  }

  DemoReport report(
      Optional<List<PlantedFraud>> planted,
      long badLines,
      PipelineReport backfill,
      PipelineReport refresh,
      double seconds) {
    Map<String, StoreTotals> stores = new HashMap<>();
    Hits.forEach(
        elastic,
        names.daily(),
        Query.of(q -> q.matchAll(m -> m)),
        List.of("date", "store_id"),
        hit -> add(stores, Json.as(hit.source(), DailyAov.class)));
    Set<String> suspects = new HashSet<>();
    Set<String> groups = new HashSet<>();
    Hits.forEach(
        elastic,
        names.frauds(),
        Query.of(q -> q.matchAll(m -> m)),
        List.of("id"),
        hit -> {
          suspects.add(hit.id());
          groups.add(hit.source().path("group_id").asText());
        });
    return new DemoReport(
        stores.size(),
        count(names.sales()),
        count(names.days()),
        stores.values().stream().mapToLong(it -> it.totalSale).sum(),
        stores.values().stream().mapToLong(it -> it.numCustomer).sum(),
        count(names.daily()),
        count(names.weekly()),
        suspects.size(),
        groups.size(),
        refresh.refresh().orElseThrow().noBaseline(),
        planted.map(it -> compared(it, suspects)),
        topStores(stores),
        badLines,
        backfill,
        refresh,
        seconds);
  }

  private static void add(Map<String, StoreTotals> stores, DailyAov daily) {
    StoreTotals totals = stores.computeIfAbsent(daily.storeId(), id -> new StoreTotals());
    totals.totalSale += daily.totalSale();
    totals.numCustomer += daily.numCustomer();
  }

  private static Planted compared(List<PlantedFraud> planted, Set<String> suspects) {
    Set<String> ids =
        planted.stream()
            .flatMap(it -> it.saleIds().stream())
            .map(String::valueOf)
            .collect(Collectors.toSet());
    long found = ids.stream().filter(suspects::contains).count();
    return new Planted(
        ids.size(), planted.size(), found, ids.size() - found, suspects.size() - found);
  }

  private long count(String index) {
    return elastic.ask("count of " + index, client -> client.count(c -> c.index(index))).count();
  }

  private List<TopStore> topStores(Map<String, StoreTotals> stores) {
    Optional<LocalDate> asOf = lastAsOf();
    Map<String, Long> week = asOf.map(this::weekUnitPrices).orElse(Map.of());
    return stores.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, StoreTotals> it) -> -it.getValue().totalSale)
                .thenComparing(Map.Entry::getKey))
        .limit(TOP)
        .map(it -> topStore(it.getKey(), it.getValue(), asOf.orElse(null), week))
        .toList();
  }

  private static TopStore topStore(
      String id, StoreTotals totals, LocalDate asOf, Map<String, Long> week) {
    return new TopStore(
        id,
        totals.totalSale,
        totals.numCustomer,
        totals.totalSale / totals.numCustomer,
        asOf,
        Optional.ofNullable(week.get(id)));
  }

  private Optional<LocalDate> lastAsOf() {
    return LastDay.of(elastic, names.weekly(), "as_of");
  }

  private Map<String, Long> weekUnitPrices(LocalDate asOf) {
    Map<String, Long> prices = new HashMap<>();
    Hits.forEach(
        elastic,
        names.weekly(),
        Query.of(q -> q.term(t -> t.field("as_of").value(asOf.toString()))),
        List.of("store_id"),
        hit -> {
          WeeklyAov weekly = Json.as(hit.source(), WeeklyAov.class);
          prices.put(weekly.storeId(), weekly.weekUnitPrice());
        });
    return prices;
  }
}
