package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A store at a glance. */
final class SummaryResource implements Resource {
  private static final String AS_OF = "as_of";
  private static final String DAYS = "days";
  private static final int USUAL_DAYS = 28;
  private static final int MOST_DAYS = 366;

  private final Elastic elastic;
  private final Lists lists;
  private final IndexNames names;
  private final StoreDays stores;
  private final Baselines baselines;
  private final NewestDay newest;

  SummaryResource(Elastic elastic, Lists lists, IndexNames names) {
    this.elastic = elastic;
    this.lists = lists;
    this.names = names;
    this.stores = new StoreDays(elastic, names);
    this.baselines = new Baselines(elastic, names);
    this.newest = new NewestDay(elastic, names);
  }

  /**
   * The days before a day. Money in minor units.
   *
   * @param asOf the day after the last one looked at
   * @param days all of them in ascending order, also those without sales
   * @param total all of them, added up
   * @param baseline the weekly AOV as of the day; null if there is none
   * @param suspects absent for a reader
   */
  private record Summary(
      String storeId,
      LocalDate asOf,
      StoreTotal total,
      Canceled canceled,
      Trend trend,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Baseline> baseline,
      Optional<Suspects> suspects,
      List<Day> days,
      Page.State freshness) {}

  /**
   * A day; without a counted sale its averages are null.
   *
   * @param unitPrice {@code total_sale / num_customer}, rounded down
   * @param avgTicket {@code total_sale / num_sale}, rounded down
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Day(
      LocalDate date,
      long totalSale,
      long numSale,
      long numCustomer,
      Optional<Long> unitPrice,
      Optional<Long> avgTicket,
      long numCanceled,
      long canceledSale) {
    static Day of(Map.Entry<LocalDate, Sums> day) {
      Sums sums = day.getValue();
      return new Day(
          day.getKey(),
          sums.totalSale(),
          sums.numSale(),
          sums.numCustomer(),
          sums.unitPrice(),
          sums.avgTicket(),
          sums.numCanceled(),
          sums.canceledSale());
    }
  }

  /**
   * @param numAll counted and canceled sales
   * @param share of canceled ones among them, rounded down to four decimals; null without any
   */
  private record Canceled(
      long numCanceled,
      long numAll,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<BigDecimal> share) {
    static Canceled of(StoreTotal total) {
      long all = total.numSale() + total.numCanceled();
      return new Canceled(total.numCanceled(), all, Ratio.of(total.numCanceled(), all));
    }
  }

  private record Baseline(
      LocalDate startDate,
      LocalDate endDate,
      long totalSale,
      long numSale,
      long numCustomer,
      long weekUnitPrice) {
    static Baseline of(WeeklyAov it) {
      return new Baseline(
          it.startDate(),
          it.endDate(),
          it.totalSale(),
          it.numSale(),
          it.numCustomer(),
          it.weekUnitPrice());
    }
  }

  /**
   * @param numSale suspect sales
   * @param numGroup groups that they form
   * @param amountSale what they come to
   */
  private record Suspects(long numSale, long numGroup, long amountSale) {}

  @Override
  public void addTo(RoutesConfig routes) {
    String path = "/api/v1/stores/{" + Parameters.STORE_ID + "}/summary";
    Routes.get(routes, Role.READER, path, this::answer);
  }

  private void answer(Context ctx) {
    Parameters given = Parameters.of(ctx, Set.of(AS_OF, DAYS));
    String store = ctx.pathParam(Parameters.STORE_ID);
    int number = given.number(DAYS, USUAL_DAYS, MOST_DAYS);
    LocalDate asOf = given.day(AS_OF).orElseGet(() -> newest.requireComputed().plusDays(1));
    LocalDate first = asOf.minusDays(number);
    LocalDate last = asOf.minusDays(1);
    LocalDate firstKnown = asOf.minusDays(Math.max(number, 2 * Trend.WEEK));
    boolean withSuspects = Guard.mayAs(ctx, Role.ANALYST);
    Page.State state = lists.state(dependsOn(first, last, firstKnown, withSuspects));
    TreeMap<LocalDate, Sums> known = stores.between(store, firstKnown, last);
    NavigableMap<LocalDate, Sums> days = known.tailMap(first, true);
    StoreTotal total = StoreTotal.of(days);
    Answers.json(
        ctx,
        new Summary(
            store,
            asOf,
            total,
            Canceled.of(total),
            Trend.of(known, days),
            baselines.of(new Baselines.Key(store, asOf)).map(Baseline::of),
            withSuspects
                ? Optional.of(suspects(store, DateRange.between(first, last)))
                : Optional.empty(),
            days.entrySet().stream().map(Day::of).toList(),
            state));
  }

  /** Suspects were measured by the week before their day. */
  private static DateRange dependsOn(
      LocalDate first, LocalDate last, LocalDate firstKnown, boolean withSuspects) {
    LocalDate firstMeasure = first.minusDays(WeeklyAov.WINDOW);
    boolean earlier = withSuspects && firstMeasure.isBefore(firstKnown);
    return DateRange.between(earlier ? firstMeasure : firstKnown, last);
  }

  /** Counted by amount and multiplied, since Elasticsearch's own sums are doubles. */
  private Suspects suspects(String store, DateRange days) {
    Query query = new Filters().ofStores(Set.of(store)).between("business_date", days).query();
    long[] sums = new long[2];
    Set<String> groups = new HashSet<>();
    new Buckets(
            names.frauds(),
            query,
            List.of(Buckets.by("group_id"), Buckets.by("amount_sale")),
            Map.of())
        .forEach(
            elastic,
            bucket -> {
              long amount = bucket.key().get("amount_sale").longValue();
              sums[0] += bucket.docCount();
              sums[1] = Math.addExact(sums[1], Math.multiplyExact(amount, bucket.docCount()));
              groups.add(bucket.key().get("group_id").stringValue());
            });
    return new Suspects(sums[0], groups.size(), sums[1]);
  }
}
