package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.javalin.http.HttpStatus;
import io.saleslens.indexer.Freshness;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Reads lists from Elasticsearch, just the page that is wanted. A page begins behind the sort
 * values of the item before, so the last costs what the first does, and items written meanwhile
 * move none that was not seen yet. Where the sort values themselves may change meanwhile, all pages
 * are read of the state that the first one was.
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
   * @throws ApiException if the cursor is none of this list, or older than what it goes on with
   */
  Page<TokenBuffer> page(Listing<?> listing, Filters filters, Paging paging, DateRange dependsOn) {
    List<Object> identity =
        List.of(listing.index(), listing.order(), filters.conditions(), paging.order());
    Optional<Cursor> after = paging.after().map(cursor -> Cursor.decode(cursor, identity, listing));
    return listing.isStable()
        ? pageOfNow(listing.asStored(), filters, paging, dependsOn, identity, after)
        : pageOfThen(listing.asStored(), filters, paging, dependsOn, identity, after);
  }

  private Page<TokenBuffer> pageOfNow(
      Listing<TokenBuffer> listing,
      Filters filters,
      Paging paging,
      DateRange dependsOn,
      Object identity,
      Optional<Cursor> after) {
    // Asked before the list is read: a change that comes in between makes the answer better than
    // it says, the other way round it could make it worse.
    Page.State state = state(dependsOn);
    Reading<TokenBuffer> reading = Reading.now(listing, filters, paging.order());
    List<Hit<TokenBuffer>> hits = find(reading, positionOf(after), paging.limit() + 1);
    return page(hits, paging.limit(), state, identity, Optional.empty());
  }

  /** Of the state that the list was in when its first page was asked for. */
  private Page<TokenBuffer> pageOfThen(
      Listing<TokenBuffer> listing,
      Filters filters,
      Paging paging,
      DateRange dependsOn,
      Object identity,
      Optional<Cursor> after) {
    Optional<Cursor.State> then = after.flatMap(Cursor::in);
    Page.State state = then.map(Cursor.State::freshness).orElseGet(() -> state(dependsOn));
    Snapshot snapshot =
        then.map(it -> Snapshot.at(elastic, it.snapshot())).orElseGet(() -> snapshotOf(listing));
    Reading<TokenBuffer> reading = Reading.now(listing, filters, paging.order()).in(snapshot);
    List<Hit<TokenBuffer>> hits = readAgain(reading, positionOf(after), paging.limit() + 1);
    if (after.isEmpty() && hits.size() <= paging.limit()) {
      snapshot.close();
    }
    // not closed at the end of a longer list: its last page may be asked for again
    return page(
        hits, paging.limit(), state, identity, Optional.of(new Cursor.State(snapshot.id(), state)));
  }

  private List<Hit<TokenBuffer>> readAgain(
      Reading<TokenBuffer> reading, List<String> after, int size) {
    try {
      return read(reading, after, size);
    } catch (ElasticException e) {
      if (after.isEmpty()) {
        throw e;
      }
      if (e.isNotFound()) {
        throw ApiException.cursorExpired();
      }
      if (e.status() == HttpStatus.BAD_REQUEST.getCode()) {
        throw ApiException.invalidCursor();
      }
      throw e;
    }
  }

  /**
   * @param hits one more than wanted if there is a next page
   */
  private static Page<TokenBuffer> page(
      List<Hit<TokenBuffer>> hits,
      int limit,
      Page.State state,
      Object identity,
      Optional<Cursor.State> in) {
    List<Hit<TokenBuffer>> shown = hits.subList(0, Math.min(hits.size(), limit));
    Optional<String> next =
        hits.size() > limit
            ? Optional.of(Cursor.encode(position(shown.get(shown.size() - 1)), identity, in))
            : Optional.empty();
    return new Page<>(shown.stream().map(Hit::source).toList(), next, state);
  }

  private static List<String> positionOf(Optional<Cursor> after) {
    return after.map(Cursor::at).orElse(List.of());
  }

  /**
   * The documents behind a position, looked for in the days where they are most likely, and
   * everywhere if there are too few.
   *
   * @param after sort values of the document before, or none for the first
   */
  <T> List<Hit<T>> find(Reading<T> reading, List<String> after, int size) {
    if (!reading.listing().isStable()) {
      return read(reading, after, size);
    }
    SortOrder order = reading.order();
    Optional<LocalDate> begin = after.stream().findFirst().map(LocalDate::parse);
    // the position says so too, but of a range the index of the days finds the documents at once
    Reading<T> ahead = begin.map(it -> reading.of(DateRange.from(it, order))).orElse(reading);
    for (DateRange window : windows.of(reading.listing(), reading.filters(), order, begin)) {
      List<Hit<T>> hits = read(ahead.of(window), after, size);
      if (hits.size() == size) {
        return hits;
      }
    }
    return read(ahead, after, size);
  }

  /** How current what was computed from the sales of some days is. */
  Page.State state(DateRange dependsOn) {
    Freshness.State state = freshness.of(dependsOn.from(), dependsOn.to());
    return new Page.State(
        state.readThrough(), state.dirty(), state.verifiedAt(), state.clockSkewSeconds());
  }

  /** What is in an index now; to be closed. */
  Snapshot snapshotOf(Listing<?> listing) {
    return Snapshot.open(elastic, listing);
  }

  private <T> List<Hit<T>> read(Reading<T> reading, List<String> after, int size) {
    Listing<T> listing = reading.listing();
    SearchRequest request =
        SearchRequest.of(
            s -> {
              s.query(reading.filters().query())
                  .sort(listing.sort(reading.order()))
                  .size(size)
                  .source(listing.source())
                  .trackTotalHits(t -> t.enabled(false))
                  .allowPartialSearchResults(false);
              reading
                  .snapshot()
                  .ifPresentOrElse(
                      it -> s.pit(it.reference()),
                      () -> s.index(listing.index()).ignoreUnavailable(!listing.needed()));
              return after.isEmpty() ? s : s.searchAfter(listing.place(after));
            });
    SearchResponse<T> answer =
        elastic.ask("search " + listing.index(), client -> client.search(request, listing.item()));
    reading.snapshot().ifPresent(it -> it.isNow(answer.pitId()));
    return answer.hits().hits();
  }

  static List<String> position(Hit<?> hit) {
    return hit.sort().stream().map(Lists::text).toList();
  }

  private static String text(FieldValue value) {
    return value.isString() ? value.stringValue() : Long.toString(value.longValue());
  }
}
