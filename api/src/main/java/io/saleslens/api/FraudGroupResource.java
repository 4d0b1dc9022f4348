package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.fraud.Evidence;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sales that are suspect together, and why: the newest business day first; and each by its id. */
final class FraudGroupResource implements Resource {
  private static final String GROUP_ID = "group_id";
  private static final String RULE = "rule";
  private static final String MIN_RATIO = "min_ratio";

  private final Elastic elastic;
  private final IndexNames names;
  private final Lists lists;
  private final ListAnswers answers;
  private final FraudGroups groups;
  private final Baselines baselines;
  private final RepeatAmountRule rule;

  /**
   * @param rule as it is set, to be shown beside what was judged by it
   */
  FraudGroupResource(
      Elastic elastic, Lists lists, ListAnswers answers, IndexNames names, RepeatAmountRule rule) {
    this.elastic = elastic;
    this.names = names;
    this.lists = lists;
    this.answers = answers;
    this.groups = new FraudGroups(elastic, names);
    this.baselines = new Baselines(elastic, names);
    this.rule = rule;
  }

  /**
   * A suspect group. Money in minor units.
   *
   * @param cardNumber as stored, so masked where it was a full one
   * @param amountSale of each of the sales
   * @param numSale how many they are
   * @param numCanceled how many of them are canceled
   * @param saleIds all of them
   * @param window the days that the store's normal was taken from, both included
   * @param baseline the weekly AOV that the group was judged by; null if that has changed or gone
   *     since, so that the group waits to be judged anew
   * @param weekUnitPrice the baseline's, rounded down, as it was when the group was judged
   * @param aovRatio the amount as a multiple of the baseline, rounded down to four decimals
   * @param threshold the rule as it is set
   * @param explanation all of this as a sentence
   */
  private record FraudGroup(
      String groupId,
      String rule,
      String storeId,
      LocalDate businessDate,
      String cardNumber,
      long amountSale,
      long numSale,
      long numCanceled,
      List<String> saleIds,
      Window window,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Baseline> baseline,
      long weekUnitPrice,
      double aovRatio,
      RepeatAmountRule threshold,
      String explanation,
      Instant detectedAt) {}

  private static final List<String> FIELDS = Fields.of(FraudGroup.class);

  private record Window(LocalDate startDate, LocalDate endDate) {}

  private record Baseline(long totalSale, long numCustomer, long weekUnitPrice) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.ANALYST, "/api/v1/frauds/groups", this::list);
    Routes.get(routes, Role.ANALYST, "/api/v1/frauds/groups/{" + GROUP_ID + "}", this::one);
  }

  private void list(Context ctx) throws IOException {
    Parameters given = Parameters.ofList(ctx, Parameters.STORE_ID, RULE, MIN_RATIO);
    DateRange days = given.days();
    Filters filters =
        new Filters()
            .ofStores(given.texts(Parameters.STORE_ID))
            .is(RULE, given.text(RULE))
            .atLeast("aov_ratio", given.decimal(MIN_RATIO))
            .between("business_date", days);
    List<String> fields = given.fields(FIELDS);
    answers.answer(
        ctx, given, fields, SortOrder.Desc, paging -> page(paging, filters, days, fields));
  }

  private Page<ObjectNode> page(
      Paging paging, Filters filters, DateRange days, List<String> fields) {
    Object identity = groups.identity(filters, paging.order());
    List<String> after =
        paging
            .after()
            .map(cursor -> Cursor.decode(cursor, identity, groups.listing()).at())
            .orElse(List.of());
    Page.State state = lists.state(dependsOn(days));
    FraudGroups.Found found = groups.read(filters, paging.order(), after, paging.limit());
    List<FraudGroups.Group> shown = found.groups();
    Optional<String> next =
        found.more()
            ? Optional.of(Cursor.encode(shown.get(shown.size() - 1).position(), identity))
            : Optional.empty();
    List<FraudGroup> explained = explained(shown);
    List<ObjectNode> items = explained.stream().map(it -> Fields.only(fields, it)).toList();
    return new Page<>(items, next, honest(state, explained));
  }

  private void one(Context ctx) {
    List<String> fields = Parameters.ofItem(ctx).fields(FIELDS);
    String id = ctx.pathParam(GROUP_ID);
    Filters filters = new Filters().is(GROUP_ID, Optional.of(id));
    // its day first, so that only its own days are asked about, and before the group is read
    LocalDate day = dayOf(filters.query()).orElseThrow(() -> unknown(id));
    Page.State state = lists.state(dependsOn(DateRange.of(day)));
    List<FraudGroup> found = explained(groups.read(filters, SortOrder.Desc, List.of(), 1).groups());
    FraudGroup group = found.stream().findFirst().orElseThrow(() -> unknown(id));
    ObjectNode answer = Fields.only(fields, group);
    answer.set("freshness", Json.mapper().valueToTree(honest(state, found)));
    Answers.json(ctx, answer);
  }

  private static ApiException unknown(String id) {
    return ApiException.notFound(id, "There is no group of suspects %s.".formatted(id));
  }

  private Optional<LocalDate> dayOf(Query query) {
    return Hits.latest(elastic, names.frauds(), query, "business_date")
        .map(it -> LocalDate.parse(it.path("business_date").asText()));
  }

  /** A day's suspects depend on its sales and on the week before, which they are measured by. */
  private static DateRange dependsOn(DateRange days) {
    return days.moved(-WeeklyAov.WINDOW, 0);
  }

  /** A group without its baseline waits for a refresh, whatever the ledger said a moment ago. */
  private static Page.State honest(Page.State state, List<FraudGroup> groups) {
    boolean outdated = groups.stream().anyMatch(it -> it.baseline().isEmpty());
    return new Page.State(
        state.readThrough(),
        state.dirty() || outdated,
        state.verifiedAt(),
        state.clockSkewSeconds());
  }

  private List<FraudGroup> explained(List<FraudGroups.Group> found) {
    Set<Baselines.Key> keys = found.stream().map(it -> keyOf(it)).collect(Collectors.toSet());
    Map<Baselines.Key, WeeklyAov> stored = baselines.of(keys);
    return found.stream()
        .map(it -> explained(it, Optional.ofNullable(stored.get(keyOf(it)))))
        .toList();
  }

  private static Baselines.Key keyOf(FraudGroups.Group group) {
    return new Baselines.Key(group.storeId(), group.businessDate());
  }

  private FraudGroup explained(FraudGroups.Group group, Optional<WeeklyAov> stored) {
    LocalDate day = group.businessDate();
    Evidence evidence =
        new Evidence(
            group.storeId(),
            day,
            group.cardNumber(),
            group.amountSale(),
            group.saleIds().size(),
            group.weekUnitPrice(),
            group.aovRatio(),
            stored);
    return new FraudGroup(
        group.groupId(),
        group.rule(),
        group.storeId(),
        day,
        group.cardNumber(),
        group.amountSale(),
        evidence.count(),
        group.numCanceled(),
        group.saleIds(),
        new Window(day.minusDays(WeeklyAov.WINDOW), day.minusDays(1)),
        evidence
            .baseline()
            .map(it -> new Baseline(it.totalSale(), it.numCustomer(), it.weekUnitPrice())),
        group.weekUnitPrice(),
        group.aovRatio(),
        rule,
        evidence.sentence(rule),
        group.detectedAt());
  }
}
