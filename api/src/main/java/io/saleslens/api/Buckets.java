package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregationSource;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Documents counted by the values of some fields. Exact, and however many there are: buckets come
 * in the order of their keys, and a page of them begins behind the key of the one before.
 *
 * @param index alias; a missing one has no documents
 * @param query which documents
 * @param sources by what they are told apart, in this order
 * @param more what is asked of each bucket
 */
record Buckets(
    String index,
    Query query,
    List<Map<String, CompositeAggregationSource>> sources,
    Map<String, Aggregation> more) {
  private static final String NAME = "buckets";
  private static final int PAGE = 10_000;

  /** By the values of a field. */
  static Map<String, CompositeAggregationSource> by(String field) {
    return Map.of(field, CompositeAggregationSource.of(s -> s.terms(t -> t.field(field))));
  }

  /**
   * By the calendar, in which days are plain dates without a zone and weeks begin on Mondays.
   *
   * @param interval such as {@code 1d}
   */
  static Map<String, CompositeAggregationSource> by(
      String field, String interval, SortOrder order) {
    return Map.of(
        field,
        CompositeAggregationSource.of(
            s ->
                s.dateHistogram(
                    h ->
                        h.field(field)
                            .calendarInterval(i -> i.time(interval))
                            .format("strict_date")
                            .order(order))));
  }

  /** The date of a bucket by the calendar. */
  static LocalDate date(CompositeBucket bucket, String field) {
    return LocalDate.parse(bucket.key().get(field).stringValue());
  }

  /** All of them. */
  void forEach(Elastic elastic, Consumer<CompositeBucket> sink) {
    List<CompositeBucket> page;
    Map<String, FieldValue> after = Map.of();
    do {
      page = page(elastic, after, PAGE);
      page.forEach(sink);
      after = page.isEmpty() ? after : page.get(page.size() - 1).key();
    } while (page.size() == PAGE);
  }

  /**
   * Some of them.
   *
   * @param after key of the bucket before, or none for the first
   */
  List<CompositeBucket> page(Elastic elastic, Map<String, FieldValue> after, int size) {
    Aggregation composite =
        Aggregation.of(
            a ->
                a.composite(
                        c -> {
                          c.sources(sources).size(size);
                          return after.isEmpty() ? c : c.after(after);
                        })
                    .aggregations(more));
    SearchRequest request =
        SearchRequest.of(
            s ->
                s.index(index)
                    .query(query)
                    .size(0)
                    .trackTotalHits(t -> t.enabled(false))
                    .allowPartialSearchResults(false)
                    .aggregations(NAME, composite));
    try {
      return elastic
          .ask("search " + index, client -> client.search(request, Void.class))
          .aggregations()
          .get(NAME)
          .composite()
          .buckets()
          .array();
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return List.of();
      }
      throw e;
    }
  }
}
