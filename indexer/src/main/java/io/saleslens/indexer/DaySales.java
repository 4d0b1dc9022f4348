package io.saleslens.indexer;

import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what a day's sales come to: for each store its sums, and the groups of those cards alone
 * that paid more than once on the day. The others need no groups: each is one customer of one store
 * and repeats nothing. Exact, however many sales, stores and cards there are.
 *
 * <p>A day is read in ranges of card keys, which are hashes and so of about one size; the time it
 * takes grows with its sales and no faster. Memory is bounded by one answer, a page of {@link
 * SaleGroups#DEFAULT_PAGE} groups or {@link StoreSums#STORES} stores, and the sums of the day's
 * stores.
 */
public final class DaySales {
  /** Sales of a range of cards: some megabytes in Elasticsearch's memory. */
  static final long SALES_IN_A_RANGE = 250_000;

  private final StoreSums sums;
  private final RepeatedCards cards;
  private final SaleGroups groups;
  private final long salesInARange;

  public DaySales(Elastic elastic, IndexNames names) {
    this(
        new StoreSums(elastic, names),
        new RepeatedCards(elastic, names),
        new SaleGroups(elastic, names),
        SALES_IN_A_RANGE);
  }

  DaySales(StoreSums sums, RepeatedCards cards, SaleGroups groups, long salesInARange) {
    this.sums = sums;
    this.cards = cards;
    this.groups = groups;
    this.salesInARange = salesInARange;
  }

  /** Takes in a day. */
  public interface Sink {
    /** The sums of a store, each store once. */
    void add(StoreSales store);

    /**
     * A group of sales of a store and card, ordered by these, in no order to the stores' sums. All
     * groups of the cards that paid more than once on the day are there; those of others may be.
     */
    void add(SaleGroup group);
  }

  /**
   * Hands over a business day. Its sales must have been made visible before.
   *
   * @throws ArithmeticException if a sum does not fit
   */
  public void read(LocalDate day, Sink sink) {
    Optional<List<StoreSales>> exact = sums.of(day);
    if (exact.isEmpty()) {
      sumUp(day, sink);
      return;
    }
    long sales = 0;
    for (StoreSales store : exact.get()) {
      sink.add(store);
      sales += store.sales();
    }
    if (sales > 1) {
      readRepeated(day, sales, sink);
    }
  }

  private void readRepeated(LocalDate day, long sales, Sink sink) {
    int ranges = (int) ((sales + salesInARange - 1) / salesInARange);
    for (CardRange range : CardRange.split(ranges)) {
      long withCard = cards.sales(day, range);
      if (withCard > 1) {
        cards.of(day, range, withCard).ifPresent(those -> groups.forEach(day, those, sink::add));
      }
    }
  }

  /** Where sums of Elasticsearch would not be exact, all groups are read and summed up here. */
  private void sumUp(LocalDate day, Sink sink) {
    StoreSummer summer = new StoreSummer(sink);
    groups.forEach(day, summer);
    summer.finish();
  }

  /** Sums up groups that come ordered by store. */
  private static final class StoreSummer implements Consumer<SaleGroup> {
    private final Sink sink;
    private StoreSales store;

    StoreSummer(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void accept(SaleGroup group) {
      if (store == null || !store.storeId().equals(group.storeId())) {
        finish();
        store = StoreSales.none(group.storeId());
      }
      store = store.plus(group);
      sink.add(group);
    }

    void finish() {
      if (store != null) {
        sink.add(store);
      }
    }
  }
}
