package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.saleslens.indexer.Freshness;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Reads lists from Elasticsearch, just the page that is wanted. A page begins behind the sort
 * values of the item before, so the last costs what the first does, and items written meanwhile
 * move none that was not seen yet.
 */
final class Lists {
  private final Elastic elastic;
  private final Freshness freshness;
  private final Windows windows;

  Lists(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.freshness = new Freshness(elastic, names);
    this.windows = new Windows(elastic);
  }

  /**
   * One page.
   *
   * @param dependsOn the days whose sales the list was computed from
   */
  Page<TokenBuffer> page(Listing<?> listing, Filters filters, Paging paging, DateRange dependsOn) {
    List<Object> identity = List.of(listing.index(), filters.conditions(), paging.order());
    List<String> after =
        paging
            .after()
            .map(cursor -> Cursor.decode(cursor, identity, listing.sortFields().size()))
            .orElse(List.of());
    // Asked before the list is read: a change that comes in between makes the answer better than
    // it says, the other way round it could make it worse.
    Page.State state = state(dependsOn);
    // One more than wanted, to know whether there is a next page.
    List<Hit<TokenBuffer>> hits =
        find(listing.asStored(), filters, paging.order(), after, paging.limit() + 1);
    List<Hit<TokenBuffer>> shown = hits.subList(0, Math.min(hits.size(), paging.limit()));
    Optional<String> next =
        hits.size() > paging.limit()
            ? Optional.of(Cursor.encode(position(shown.get(shown.size() - 1)), identity))
            : Optional.empty();
    return new Page<>(shown.stream().map(Hit::source).toList(), next, state);
  }

  /** In the days where they are most likely, and everywhere if there are too few. */
  private <T> List<Hit<T>> find(
      Listing<T> listing, Filters filters, SortOrder order, List<String> after, int size) {
    Optional<LocalDate> begin = after.stream().findFirst().map(LocalDate::parse);
    String day = listing.sortFields().get(0);
    // the position says so too, but of a range the index of the days finds the documents at once
    Filters ahead = begin.map(it -> filters.and(day, DateRange.from(it, order))).orElse(filters);
    for (DateRange window : windows.of(listing, filters, order, begin)) {
      List<Hit<T>> hits = read(listing, ahead.and(day, window), order, after, size);
      if (hits.size() == size) {
        return hits;
      }
    }
    return read(listing, ahead, order, after, size);
  }

  /** How current what was computed from the sales of some days is. */
  Page.State state(DateRange dependsOn) {
    Freshness.State state = freshness.of(dependsOn.from(), dependsOn.to());
    return new Page.State(state.readThrough(), state.dirty(), state.verifiedAt());
  }

  /**
   * The documents behind a position.
   *
   * @param after sort values of the document before, or none for the first
   */
  <T> List<Hit<T>> read(
      Listing<T> listing, Filters filters, SortOrder order, List<String> after, int size) {
    SearchRequest request =
        SearchRequest.of(
            s -> {
              s.index(listing.index())
                  .query(filters.query())
                  .sort(listing.sort(order))
                  .size(size)
                  .source(listing.source())
                  .trackTotalHits(t -> t.enabled(false))
                  .allowPartialSearchResults(false);
              return after.isEmpty()
                  ? s
                  : s.searchAfter(after.stream().map(FieldValue::of).toList());
            });
    return elastic
        .ask("search " + listing.index(), client -> client.search(request, listing.item()))
        .hits()
        .hits();
  }

  static List<String> position(Hit<?> hit) {
    return hit.sort().stream().map(FieldValue::stringValue).toList();
  }
}
