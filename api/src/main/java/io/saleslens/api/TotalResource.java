package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The daily AOV of all stores, or of some, added up by day, week or month. */
final class TotalResource implements Resource {
  private static final String PERIOD = "period";
  private static final String DATE = "date";

  /** Up to here a double holds every whole number. */
  private static final double EXACT = 1L << 53;

  private static final List<String> SUMMED =
      List.of("total_sale", "num_sale", "num_customer", "num_canceled", "canceled_sale");

  private static final Map<String, Aggregation> SUMS =
      SUMMED.stream()
          .collect(
              Collectors.toMap(
                  Function.identity(), field -> Aggregation.of(a -> a.sum(s -> s.field(field)))));

  private final Elastic elastic;
  private final Lists lists;
  private final ListAnswers answers;
  private final IndexNames names;
  private final Listing<Total> totals;

  TotalResource(Elastic elastic, Lists lists, ListAnswers answers, IndexNames names) {
    this.elastic = elastic;
    this.lists = lists;
    this.answers = answers;
    this.names = names;
    this.totals = Listing.of(names.daily(), Total.class, DATE);
  }

  private enum Period {
    DAY("1d"),
    WEEK("1w"),
    MONTH("1M");

    private final String interval;

    Period(String interval) {
      this.interval = interval;
    }

    LocalDate lastDay(LocalDate first) {
      return switch (this) {
        case DAY -> first;
        case WEEK -> first.plusDays(6);
        case MONTH -> first.withDayOfMonth(first.lengthOfMonth());
      };
    }
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
    Parameters given = Parameters.ofList(ctx, PERIOD, Parameters.STORE_ID);
    Period period = given.oneOf(PERIOD, Period.class, Period.DAY);
    DateRange days = given.days();
    Filters stores = new Filters().ofStores(given.texts(Parameters.STORE_ID));
    List<String> fields = given.fields(totals.fields());
    answers.answer(
        ctx, given, fields, SortOrder.Asc, paging -> page(paging, period, stores, days, fields));
  }

  private Page<ObjectNode> page(
      Paging paging, Period period, Filters stores, DateRange days, List<String> fields) {
    Filters filters = stores.and(DATE, days);
    Object identity = List.of("totals", period, filters.conditions(), paging.order());
    Optional<LocalDate> after =
        paging
            .after()
            .map(cursor -> Cursor.decode(cursor, identity, totals).at())
            .map(at -> LocalDate.parse(at.get(0)));
    Page.State state = lists.state(days);
    List<CompositeBucket> found = read(filters, period, paging.order(), after, paging.oneMore());
    List<ObjectNode> items =
        paging.shown(found).stream()
            .map(it -> Fields.only(fields, total(it, period, stores, days)))
            .toList();
    Optional<String> next =
        paging.next(found, it -> List.of(Buckets.date(it, DATE).toString()), identity);
    return new Page<>(items, next, state);
  }

  private Total total(CompositeBucket bucket, Period period, Filters stores, DateRange days) {
    DateRange cut = cut(Buckets.date(bucket, DATE), period, days);
    return Total.of(cut, exact(bucket).orElseGet(() -> addUp(stores.and(DATE, cut))));
  }

  private List<CompositeBucket> read(
      Filters filters, Period period, SortOrder order, Optional<LocalDate> after, int size) {
    Filters ahead = after.map(it -> filters.and(DATE, DateRange.from(it, order))).orElse(filters);
    Map<String, FieldValue> key =
        after.map(it -> Map.of(DATE, FieldValue.of(it.toString()))).orElse(Map.of());
    return new Buckets(
            names.daily(), ahead.query(), List.of(Buckets.by(DATE, period.interval, order)), SUMS)
        .page(elastic, key, size);
  }

  private static DateRange cut(LocalDate first, Period period, DateRange days) {
    LocalDate last = period.lastDay(first);
    return new DateRange(
        days.from().filter(first::isBefore).or(() -> Optional.of(first)),
        days.to().filter(last::isAfter).or(() -> Optional.of(last)));
  }

  /**
   * Elasticsearch adds up doubles, which hold whole numbers below 2^53 exactly. Nothing that is
   * added is below zero, so if the sum is below that, it was all along.
   *
   * @return empty if it may not be exact
   */
  private static Optional<Sums> exact(CompositeBucket bucket) {
    Map<String, Double> sums =
        SUMMED.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), it -> bucket.aggregations().get(it).sum().value()));
    return sums.values().stream().allMatch(it -> it < EXACT)
        ? Optional.of(
            new Sums(
                sums.get("total_sale").longValue(),
                sums.get("num_sale").longValue(),
                sums.get("num_customer").longValue(),
                sums.get("num_canceled").longValue(),
                sums.get("canceled_sale").longValue()))
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
