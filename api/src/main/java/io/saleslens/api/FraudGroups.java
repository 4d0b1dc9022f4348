package io.saleslens.api;

import co.elastic.clients.elasticsearch._types.FieldSort;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads suspect sales group by group: by day, then by group, each with all of its sales. Whatever
 * the size of a group, it stands on one page, and sales that join it later do not bring it back.
 */
final class FraudGroups {
  private static final String DATE = "business_date";
  private static final String GROUP_ID = "group_id";
  private static final int MOST_HITS = 5_000;

  /** With so many a page ends at the next group, as all of them are held in memory. */
  private static final int ENOUGH_SALES = 10_000;

  /** Groups are rarely larger, so that one search is enough for most pages. */
  private static final int USUAL_SALES = 5;

  private final Elastic elastic;
  private final Windows windows;
  private final Listing<Sale> sales;

  FraudGroups(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.windows = new Windows(elastic);
    this.sales = Listing.of(names.frauds(), Sale.class, DATE, GROUP_ID);
  }

  /** What is read of a suspect sale: its own, and what all of its group share. */
  private record Sale(
      String id,
      Boolean isCanceled,
      String groupId,
      String rule,
      String storeId,
      LocalDate businessDate,
      String cardNumber,
      long amountSale,
      long weekUnitPrice,
      double aovRatio,
      Instant detectedAt) {}

  /**
   * A group as it is stored with its sales.
   *
   * @param saleIds in ascending order
   * @param detectedAt of the first of them
   */
  record Group(
      String groupId,
      String rule,
      String storeId,
      LocalDate businessDate,
      String cardNumber,
      long amountSale,
      long weekUnitPrice,
      double aovRatio,
      List<String> saleIds,
      long numCanceled,
      Instant detectedAt) {

    /** Where it stands in the list. */
    List<String> position() {
      return List.of(businessDate.toString(), groupId);
    }
  }

  /** The sales, in the order of the groups. */
  Listing<?> listing() {
    return sales;
  }

  /** What cursors of the list are bound to. */
  Object identity(Filters filters, SortOrder order) {
    return List.of("groups", sales.index(), filters.conditions(), order);
  }

  /**
   * @param more whether there are others behind them
   */
  record Found(List<Group> groups, boolean more) {}

  /**
   * Some groups; fewer than asked for also where they have very many sales.
   *
   * @param after the position of the group before, or none for the first
   * @param most how many to read
   */
  Found read(Filters filters, SortOrder order, List<String> after, int most) {
    Optional<LocalDate> begin = after.stream().findFirst().map(LocalDate::parse);
    // the position says so too, but of a range the index of the days finds the documents at once
    Filters ahead = begin.map(it -> filters.and(DATE, DateRange.from(it, order))).orElse(filters);
    for (DateRange window : windows.of(sales, filters, order, begin)) {
      Found found = walk(ahead.and(DATE, window), order, after, most);
      if (found.more()) {
        return found;
      }
    }
    return walk(ahead, order, after, most);
  }

  private Found walk(Filters filters, SortOrder order, List<String> after, int most) {
    // one more than wanted tells whether there are others
    int size = Math.min((most + 1) * USUAL_SALES, MOST_HITS);
    Groups groups = new Groups(most);
    // ids go down in either order: behind the empty one is the next group
    List<FieldValue> position =
        after.isEmpty()
            ? List.of()
            : Stream.concat(after.stream(), Stream.of("")).map(FieldValue::of).toList();
    while (true) {
      List<Hit<Sale>> hits = search(filters, order, position, size);
      for (Hit<Sale> hit : hits) {
        if (!groups.add(hit.source())) {
          return new Found(groups.complete, true);
        }
      }
      if (hits.size() < size) {
        groups.close();
        return new Found(groups.complete, false);
      }
      position = hits.get(hits.size() - 1).sort();
      // a group of thousands
      size = Math.min(size * 10, MOST_HITS);
    }
  }

  private List<Hit<Sale>> search(
      Filters filters, SortOrder order, List<FieldValue> after, int size) {
    List<SortOptions> sort = new ArrayList<>(sales.sort(order));
    sort.add(SortOptions.of(s -> s.field(FieldSort.of(f -> f.field("id").order(SortOrder.Desc)))));
    SearchRequest request =
        SearchRequest.of(
            s -> {
              s.index(sales.index())
                  .query(filters.query())
                  .sort(sort)
                  .size(size)
                  .source(sales.source())
                  .trackTotalHits(t -> t.enabled(false))
                  .allowPartialSearchResults(false);
              return after.isEmpty() ? s : s.searchAfter(after);
            });
    return elastic
        .ask("search " + sales.index(), client -> client.search(request, sales.item()))
        .hits()
        .hits();
  }

  /** Puts sales together that come group by group. */
  private static final class Groups {
    private final int most;
    private final List<Group> complete = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private Sale last;
    private long sales;
    private long canceled;
    private Instant detected;

    Groups(int most) {
      this.most = most;
    }

    /** Answers false if there are enough without the sale's group. */
    boolean add(Sale sale) {
      if (last != null && !last.groupId().equals(sale.groupId())) {
        close();
        if (complete.size() == most || sales >= ENOUGH_SALES) {
          return false;
        }
      }
      last = sale;
      sales++;
      ids.add(sale.id());
      canceled += Boolean.TRUE.equals(sale.isCanceled()) ? 1 : 0;
      detected =
          detected == null || sale.detectedAt().isBefore(detected) ? sale.detectedAt() : detected;
      return true;
    }

    void close() {
      if (last == null) {
        return;
      }
      Collections.reverse(ids);
      complete.add(
          new Group(
              last.groupId(),
              last.rule(),
              last.storeId(),
              last.businessDate(),
              last.cardNumber(),
              last.amountSale(),
              last.weekUnitPrice(),
              last.aovRatio(),
              List.copyOf(ids),
              canceled,
              detected));
      ids.clear();
      canceled = 0;
      detected = null;
      last = null;
    }
  }
}
