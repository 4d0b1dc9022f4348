package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/** A store beside all others, day by day. */
final class ComparisonResource implements Resource {
  private static final String DATE = "date";
  private static final String PRICE = "unit_price";
  private static final int USUAL_DAYS = 28;
  private static final int MOST_DAYS = 92;

  private final Elastic elastic;
  private final Lists lists;
  private final IndexNames names;
  private final StoreDays stores;
  private final NewestDay newest;

  ComparisonResource(Elastic elastic, Lists lists, IndexNames names) {
    this.elastic = elastic;
    this.lists = lists;
    this.names = names;
    this.stores = new StoreDays(elastic, names);
    this.newest = new NewestDay(elastic, names);
  }

  /**
   * @param items each day in ascending order
   */
  private record Comparison(
      String storeId, LocalDate from, LocalDate to, List<Day> items, Page.State freshness) {}

  /**
   * A day. Money in minor units.
   *
   * @param unitPrice the store's AOV; null if it had no counted sale
   * @param medianUnitPrice the one in the middle of all stores' AOVs, of an even number the mean of
   *     the two in the middle, rounded down; null if no store had a counted sale
   * @param numStore stores with a counted sale
   * @param rank of the store among them, 1 for the highest AOV, the same for the same AOV; null if
   *     it had no counted sale
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Day(
      LocalDate date,
      Optional<Long> unitPrice,
      Optional<Long> medianUnitPrice,
      long numStore,
      Optional<Long> rank) {}

  @Override
  public void addTo(RoutesConfig routes) {
    String path = "/api/v1/stores/{" + Parameters.STORE_ID + "}/comparison";
    Routes.get(routes, Role.READER, path, this::answer);
  }

  private void answer(Context ctx) {
    Parameters given = Parameters.of(ctx, Set.of(Parameters.FROM, Parameters.TO));
    DateRange asked = given.days();
    LocalDate last = asked.to().orElseGet(newest::requireComputed);
    LocalDate first = asked.from().orElse(last.minusDays(USUAL_DAYS - 1));
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days < 1 || days > MOST_DAYS) {
      throw ApiException.invalidParameter(
          Parameters.FROM,
          first.toString(),
          "one of the %d days up to the last, which is %s".formatted(MOST_DAYS, last));
    }
    String store = ctx.pathParam(Parameters.STORE_ID);
    Page.State state = lists.state(DateRange.between(first, last));
    Days items = new Days(stores.between(store, first, last));
    read(first, last, items);
    Answers.json(ctx, new Comparison(store, first, last, items.finish(), state));
  }

  /** A range alone lets Elasticsearch go along the days instead of through all of them. */
  private void read(LocalDate first, LocalDate last, Days items) {
    Query range =
        Query.of(
            q ->
                q.range(
                    r -> r.date(d -> d.field(DATE).gte(first.toString()).lte(last.toString()))));
    new Buckets(
            names.daily(),
            range,
            List.of(Buckets.by(DATE, "1d", SortOrder.Asc), Buckets.by(PRICE)),
            Map.of())
        .forEach(elastic, items::add);
  }

  /** Compares day after day, and holds the AOVs of all stores of one day only. */
  private static final class Days {
    private final List<Day> days = new ArrayList<>();
    private final NavigableMap<LocalDate, Sums> ofStore;
    private LocalDate day;
    private DayPrices prices = new DayPrices();

    Days(NavigableMap<LocalDate, Sums> ofStore) {
      this.ofStore = ofStore;
      this.day = ofStore.firstKey();
    }

    void add(CompositeBucket bucket) {
      closeUntil(Buckets.date(bucket, DATE));
      prices.add(bucket.key().get(PRICE).longValue(), bucket.docCount());
    }

    List<Day> finish() {
      closeUntil(ofStore.lastKey().plusDays(1));
      return days;
    }

    private void closeUntil(LocalDate next) {
      while (day.isBefore(next)) {
        Optional<Long> own = ofStore.get(day).unitPrice();
        days.add(new Day(day, own, prices.median(), prices.stores(), own.map(prices::rank)));
        prices = new DayPrices();
        day = day.plusDays(1);
      }
    }
  }
}
