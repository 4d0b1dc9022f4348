package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the documents of an index come to by day, week or month, or in all: a list with an item for
 * each period that has any.
 *
 * @param <T> the items
 */
final class PeriodTotals<T> {
  static final String PERIOD = "period";

  /** Up to here a double holds every whole number. */
  private static final double EXACT = 1L << 53;

  private static final String FIRST = "first";
  private static final String LAST = "last";

  private final Elastic elastic;
  private final Lists lists;
  private final ListAnswers answers;
  private final Listing<T> totals;
  private final Map<String, Aggregation> sums;
  private final Item<T> item;

  /**
   * @param totals the index, with the date that documents are told apart by
   * @param sums what is asked of each period
   */
  PeriodTotals(
      Elastic elastic,
      Lists lists,
      ListAnswers answers,
      Listing<T> totals,
      Map<String, Aggregation> sums,
      Item<T> item) {
    this.elastic = elastic;
    this.lists = lists;
    this.answers = answers;
    this.totals = totals;
    this.sums = sums;
    this.item = item;
  }

  /**
   * How an item is made.
   *
   * @param <T> the items
   */
  @FunctionalInterface
  interface Item<T> {
    /**
     * @param days those days of the period that were asked for, both ends given
     * @param found what was asked of the period
     * @param filters which documents it was found in
     */
    T of(DateRange days, CompositeBucket found, Filters filters);
  }

  private enum Period {
    DAY("1d"),
    WEEK("1w"),
    MONTH("1M"),
    /** All days that were asked for, which the calendar does not part. */
    ALL("");

    private final String interval;

    Period(String interval) {
      this.interval = interval;
    }

    LocalDate lastDay(LocalDate first) {
      return switch (this) {
        case DAY -> first;
        case WEEK -> first.plusDays(6);
        case MONTH -> first.withDayOfMonth(first.lengthOfMonth());
        case ALL -> throw new IllegalStateException("all days end with the last there is");
      };
    }
  }

  /**
   * Answers a request.
   *
   * @param given of {@link Parameters#ofList} with {@link #PERIOD}
   * @param chosen which documents, of whatever days
   * @param daysBefore how many days before those asked for the documents depend on, too
   * @throws IOException if the client is gone
   */
  void answer(Context ctx, Parameters given, Filters chosen, int daysBefore) throws IOException {
    Question question =
        new Question(given.oneOf(PERIOD, Period.class, Period.DAY), chosen, given.days());
    DateRange dependsOn = question.days().moved(-daysBefore, 0);
    List<String> fields = given.fields(totals.fields());
    answers.answer(
        ctx, given, fields, SortOrder.Asc, paging -> page(paging, question, dependsOn, fields));
  }

  private record Question(Period period, Filters chosen, DateRange days) {}

  private Page<ObjectNode> page(
      Paging paging, Question question, DateRange dependsOn, List<String> fields) {
    Filters filters = question.chosen().and(totals.day(), question.days());
    Object identity =
        List.of("totals", totals.index(), question.period(), filters.conditions(), paging.order());
    Optional<LocalDate> after =
        paging
            .after()
            .map(cursor -> Cursor.decode(cursor, identity, totals).at())
            .map(at -> LocalDate.parse(at.get(0)));
    Page.State state = lists.state(dependsOn);
    if (question.period() == Period.ALL) {
      List<ObjectNode> items = whole(question).map(it -> Fields.only(fields, it)).stream().toList();
      return new Page<>(items, Optional.empty(), state);
    }
    List<CompositeBucket> found =
        read(filters, question.period(), paging.order(), after, paging.oneMore());
    List<ObjectNode> items =
        paging.shown(found).stream().map(it -> Fields.only(fields, total(it, question))).toList();
    Optional<String> next = paging.next(found, it -> List.of(first(it).toString()), identity);
    return new Page<>(items, next, state);
  }

  private T total(CompositeBucket bucket, Question question) {
    DateRange days = cut(first(bucket), question.period(), question.days());
    return item.of(days, bucket, question.chosen().and(totals.day(), days));
  }

  /** One item of everything, if there is anything. */
  private Optional<T> whole(Question question) {
    Filters filters = question.chosen().and(totals.day(), question.days());
    Map<String, Aggregation> asked = new HashMap<>(sums);
    asked.put(FIRST, Aggregation.of(a -> a.min(m -> m.field(totals.day()).format("strict_date"))));
    asked.put(LAST, Aggregation.of(a -> a.max(m -> m.field(totals.day()).format("strict_date"))));
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(totals.index())
                    .query(filters.query())
                    .size(0)
                    .trackTotalHits(t -> t.enabled(true))
                    .allowPartialSearchResults(false)
                    .aggregations(asked));
    try {
      SearchResponse<Void> found =
          elastic.ask("search " + totals.index(), client -> client.search(request, Void.class));
      long number = found.hits().total().value();
      return number == 0
          ? Optional.empty()
          : Optional.of(whole(question.days(), number, found.aggregations(), filters));
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private T whole(DateRange days, long number, Map<String, Aggregate> found, Filters filters) {
    LocalDate first =
        days.from().orElseGet(() -> LocalDate.parse(found.get(FIRST).min().valueAsString()));
    LocalDate last =
        days.to().orElseGet(() -> LocalDate.parse(found.get(LAST).max().valueAsString()));
    CompositeBucket bucket =
        CompositeBucket.of(b -> b.key(Map.of()).docCount(number).aggregations(found));
    return item.of(DateRange.between(first, last), bucket, filters);
  }

  private LocalDate first(CompositeBucket bucket) {
    return Buckets.date(bucket, totals.day());
  }

  private List<CompositeBucket> read(
      Filters filters, Period period, SortOrder order, Optional<LocalDate> after, int size) {
    String date = totals.day();
    Filters ahead = after.map(it -> filters.and(date, DateRange.from(it, order))).orElse(filters);
    Map<String, FieldValue> key =
        after.map(it -> Map.of(date, FieldValue.of(it.toString()))).orElse(Map.of());
    return new Buckets(
            totals.index(), ahead.query(), List.of(Buckets.by(date, period.interval, order)), sums)
        .page(elastic, key, size);
  }

  private static DateRange cut(LocalDate first, Period period, DateRange days) {
    LocalDate last = period.lastDay(first);
    return new DateRange(
        days.from().filter(first::isBefore).or(() -> Optional.of(first)),
        days.to().filter(last::isAfter).or(() -> Optional.of(last)));
  }

  /** To be asked of a period. */
  static Aggregation sumOf(String field) {
    return Aggregation.of(a -> a.sum(s -> s.field(field)));
  }

  /**
   * Elasticsearch adds up doubles, which hold whole numbers below 2^53 exactly. If nothing that is
   * added is below zero and the sum is below that, it was all along.
   *
   * @param sum of whole numbers that are not below zero
   * @return empty if it may not be exact
   */
  static Optional<Long> exact(double sum) {
    return sum < EXACT ? Optional.of((long) sum) : Optional.empty();
  }
}
