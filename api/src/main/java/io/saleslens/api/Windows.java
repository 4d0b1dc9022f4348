package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.SingleMetricAggregateBase;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.saleslens.indexer.elastic.Elastic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The few days that a page is most likely on. Elasticsearch finds the first hundred of a million
 * documents by looking at most of them if they were written the other way round; of a few days it
 * looks at these alone. A window only says where to look first: what is beyond its far end comes
 * later in the list, so a full page from it is the page, and any other is looked for elsewhere.
 */
final class Windows {
  /** What is tried before everything. */
  private static final List<Integer> DAYS = List.of(1, 10, 100);

  /** The last day that Elasticsearch reads in our format. */
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final String EDGE = "edge";

  private final Elastic elastic;
  private final Cache<Edge, Optional<LocalDate>> edges =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();

  Windows(Elastic elastic) {
    this.elastic = elastic;
  }

  private record Edge(String index, boolean needed, String field, SortOrder order) {}

  /**
   * The windows to try, from the narrowest: how far to look.
   *
   * @param filters of the list
   * @param begin the day that the page begins on, empty for the first page
   */
  List<DateRange> of(
      Listing<?> listing, Filters filters, SortOrder order, Optional<LocalDate> begin) {
    boolean oneADay = listing.sortFields().size() == 1;
    if (oneADay || filters.areSelective()) {
      return List.of();
    }
    return begin
        .or(() -> first(listing, filters, order))
        .map(day -> DAYS.stream().map(days -> window(day, days, order)))
        .orElse(Stream.of())
        .filter(filters::reachBeyond)
        .toList();
  }

  /** Where the first page begins: where the range of the list does, or its documents. */
  private Optional<LocalDate> first(Listing<?> listing, Filters filters, SortOrder order) {
    return edge(listing, order)
        .map(edge -> filters.begin(order).filter(day -> isBehind(day, edge, order)).orElse(edge));
  }

  private static boolean isBehind(LocalDate day, LocalDate edge, SortOrder order) {
    return order == SortOrder.Asc ? day.isAfter(edge) : day.isBefore(edge);
  }

  private static DateRange window(LocalDate begin, int days, SortOrder order) {
    if (order == SortOrder.Desc) {
      return new DateRange(Optional.of(begin.minusDays(days)), Optional.empty());
    }
    LocalDate end = begin.plusDays(days);
    return new DateRange(Optional.empty(), Optional.of(end.isAfter(LAST) ? LAST : end));
  }

  /** The first or last day of an index. Remembered: an old one makes a page slower, never wrong. */
  private Optional<LocalDate> edge(Listing<?> listing, SortOrder order) {
    return edges.get(new Edge(listing.index(), listing.needed(), listing.day(), order), this::ask);
  }

  private Optional<LocalDate> ask(Edge edge) {
    Aggregation aggregation =
        edge.order() == SortOrder.Asc
            ? Aggregation.of(a -> a.min(m -> m.field(edge.field())))
            : Aggregation.of(a -> a.max(m -> m.field(edge.field())));
    return search(edge, aggregation)
        .map(SingleMetricAggregateBase::value)
        .filter(Double::isFinite)
        .map(millis -> Instant.ofEpochMilli(millis.longValue()))
        .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC));
  }

  /** Nothing of an index that is not there. */
  private Optional<SingleMetricAggregateBase> search(Edge edge, Aggregation aggregation) {
    Optional<Aggregate> result =
        Optional.ofNullable(
            elastic
                .ask(
                    "search " + edge.index(),
                    client ->
                        client.search(
                            s ->
                                s.index(edge.index())
                                    .ignoreUnavailable(!edge.needed())
                                    .size(0)
                                    .trackTotalHits(t -> t.enabled(false))
                                    .allowPartialSearchResults(false)
                                    .aggregations(EDGE, aggregation),
                            Void.class))
                .aggregations()
                .get(EDGE));
    return result.map(it -> edge.order() == SortOrder.Asc ? it.min() : it.max());
  }
}
