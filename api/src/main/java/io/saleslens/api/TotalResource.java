package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The daily AOV of all stores, or of some, added up by day, week or month. */
final class TotalResource implements Resource {
  private static final String DATE = "date";

  private static final List<String> SUMMED =
      List.of("total_sale", "num_sale", "num_customer", "num_canceled", "canceled_sale");

  private final Elastic elastic;
  private final IndexNames names;
  private final PeriodTotals<Total> totals;

  TotalResource(Elastic elastic, Lists lists, ListAnswers answers, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
    this.totals =
        new PeriodTotals<>(
            elastic,
            lists,
            answers,
            Listing.of(names.daily(), Total.class, DATE),
            SUMMED.stream().collect(Collectors.toMap(Function.identity(), PeriodTotals::sumOf)),
            this::total);
  }

  /**
   * A period with a counted sale. Money in minor units.
   *
   * @param from its first day, or the first that was asked for
   * @param to its last day, or the last that was asked for
   * @param numCustomer sum of the days' customers: who comes on two days, or to two stores, is two
   * @param unitPrice {@code total_sale / num_customer}, rounded down
   */
  private record Total(
      LocalDate from,
      LocalDate to,
      long totalSale,
      long numSale,
      long numCustomer,
      Optional<Long> unitPrice,
      long numCanceled,
      long canceledSale) {
    static Total of(DateRange days, Sums sums) {
      return new Total(
          days.from().orElseThrow(),
          days.to().orElseThrow(),
          sums.totalSale(),
          sums.numSale(),
          sums.numCustomer(),
          sums.unitPrice(),
          sums.numCanceled(),
          sums.canceledSale());
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.READER, "/api/v1/totals", this::list);
  }

  private void list(Context ctx) throws IOException {
    Parameters given = Parameters.ofList(ctx, PeriodTotals.PERIOD, Parameters.STORE_ID);
    Filters stores = new Filters().ofStores(given.texts(Parameters.STORE_ID));
    totals.answer(ctx, given, stores, 0);
  }

  private Total total(DateRange days, CompositeBucket found, Filters filters) {
    return Total.of(days, exact(found).orElseGet(() -> addUp(filters)));
  }

  /** Empty if they may not be exact. */
  private static Optional<Sums> exact(CompositeBucket bucket) {
    Map<String, Long> sums = new HashMap<>();
    for (String field : SUMMED) {
      PeriodTotals.exact(bucket.aggregations().get(field).sum().value())
          .ifPresent(it -> sums.put(field, it));
    }
    return sums.size() == SUMMED.size()
        ? Optional.of(
            new Sums(
                sums.get("total_sale"),
                sums.get("num_sale"),
                sums.get("num_customer"),
                sums.get("num_canceled"),
                sums.get("canceled_sale")))
        : Optional.empty();
  }

  private Sums addUp(Filters filters) {
    Sums[] sums = {Sums.NONE};
    Hits.forEach(
        elastic,
        names.daily(),
        filters.query(),
        List.of(DATE, "store_id"),
        hit -> sums[0] = sums[0].plus(Sums.of(hit.source())));
    return sums[0];
  }
}
