package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.aggregations.LongTermsAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.LongTermsBucket;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many sales are suspect, in how many groups and of what amount, by day, week or month. */
final class FraudTotalResource implements Resource {
  private static final String DATE = "business_date";
  private static final String RULE = "rule";
  private static final String GROUP_ID = "group_id";
  private static final String AMOUNT = "amount_sale";
  private static final String SIZES = "sizes";

  /** Sizes of groups that a period is told apart by; there are far fewer. */
  private static final int MOST_SIZES = 1_000;

  /**
   * The groups have long and many ids, but only few sizes. All sales of a group say how many they
   * are, so six sales of groups of three are two groups.
   */
  private static final Aggregation BY_SIZE =
      Aggregation.of(a -> a.terms(t -> t.field("repeat_count").size(MOST_SIZES)));

  private final Elastic elastic;
  private final IndexNames names;
  private final PeriodTotals<FraudTotal> totals;

  FraudTotalResource(Elastic elastic, Lists lists, ListAnswers answers, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
    this.totals =
        new PeriodTotals<>(
            elastic,
            lists,
            answers,
            Listing.of(names.frauds(), FraudTotal.class, DATE),
            Map.of(SIZES, BY_SIZE, AMOUNT, PeriodTotals.sumOf(AMOUNT)),
            this::total);
  }

  /**
   * A period with a suspect sale.
   *
   * @param from its first day, or the first that was asked for
   * @param to its last day, or the last that was asked for
   * @param amountSale of all these sales together, in minor units
   */
  private record FraudTotal(
      LocalDate from, LocalDate to, long numSale, long numGroup, long amountSale) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.ANALYST, "/api/v1/frauds/totals", this::list);
  }

  private void list(Context ctx) throws IOException {
    Parameters given = Parameters.ofList(ctx, PeriodTotals.PERIOD, Parameters.STORE_ID, RULE);
    Filters chosen =
        new Filters().ofStores(given.texts(Parameters.STORE_ID)).is(RULE, given.text(RULE));
    totals.answer(ctx, given, chosen, WeeklyAov.WINDOW);
  }

  private FraudTotal total(DateRange days, CompositeBucket found, Filters filters) {
    double amount = found.aggregations().get(AMOUNT).sum().value();
    return new FraudTotal(
        days.from().orElseThrow(),
        days.to().orElseThrow(),
        found.docCount(),
        groups(found).orElseGet(() -> count(filters)),
        PeriodTotals.exact(amount).orElseGet(() -> addUp(filters)));
  }

  /** Empty if a group is not complete: its day is being computed, and dirty. */
  private static Optional<Long> groups(CompositeBucket period) {
    LongTermsAggregate sizes = period.aggregations().get(SIZES).lterms();
    long groups = 0;
    long sales = 0;
    for (LongTermsBucket size : sizes.buckets().array()) {
      if (size.docCount() % size.key() != 0) {
        return Optional.empty();
      }
      groups += size.docCount() / size.key();
      sales += size.docCount();
    }
    return sales == period.docCount() ? Optional.of(groups) : Optional.empty();
  }

  private long count(Filters filters) {
    long[] groups = {0};
    new Buckets(names.frauds(), filters.query(), List.of(Buckets.by(GROUP_ID)), Map.of())
        .forEach(elastic, it -> groups[0]++);
    return groups[0];
  }

  private long addUp(Filters filters) {
    long[] amount = {0};
    Hits.forEach(
        elastic,
        names.frauds(),
        filters.query(),
        List.of(DATE, "id"),
        hit -> amount[0] = Math.addExact(amount[0], amountOf(hit.source())));
    return amount[0];
  }

  private static long amountOf(JsonNode sale) {
    return sale.path(AMOUNT).longValue();
  }
}
