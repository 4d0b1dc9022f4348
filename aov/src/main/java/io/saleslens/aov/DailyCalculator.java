package io.saleslens.aov;

import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.DaySales;
import io.saleslens.indexer.SaleGroup;
import io.saleslens.indexer.StoreSales;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Computes the daily AOV of all stores from a day's sales, and the totals of the day over all
 * stores. Source of the formulas: DESIGN, <i>Formulas</i>. No I/O. Overflow of a sum is an {@link
 * ArithmeticException}, never a wrong number.
 *
 * <p>Each counted sale is a customer, but for those by which a card came back to a store.
 */
public final class DailyCalculator implements DaySales.Sink {
  private final LocalDate day;
  private final Map<String, StoreSales> stores = new LinkedHashMap<>();
  private final Map<String, Long> cameBack = new HashMap<>();
  private SaleGroup last;
  private long ofLastCard;

  public DailyCalculator(LocalDate day) {
    this.day = day;
  }

  @Override
  public void add(StoreSales store) {
    stores.put(store.storeId(), store);
  }

  @Override
  public void add(SaleGroup group) {
    if (!group.isCounted() || group.cardKey().isEmpty()) {
      return;
    }
    if (last == null
        || !last.storeId().equals(group.storeId())
        || !last.cardKey().equals(group.cardKey())) {
      closeCard();
      last = group;
    }
    ofLastCard += group.count();
  }

  private void closeCard() {
    if (ofLastCard > 1) {
      cameBack.merge(last.storeId(), ofLastCard - 1, Long::sum);
    }
    ofLastCard = 0;
  }

  /** The documents of the day, by id, once all is in. */
  public Map<String, DailyAov> finish() {
    closeCard();
    Map<String, DailyAov> byDocumentId = new LinkedHashMap<>();
    for (StoreSales store : stores.values()) {
      if (store.counted() > 0) {
        DailyAov aov = toAov(store);
        byDocumentId.put(aov.documentId(), aov);
      }
    }
    return byDocumentId;
  }

  private DailyAov toAov(StoreSales store) {
    long customers = customers(store);
    return new DailyAov(
        store.storeId(),
        day,
        store.totalSale(),
        store.counted(),
        customers,
        store.totalSale() / customers,
        store.totalSale() / store.counted(),
        store.canceled(),
        store.canceledSale());
  }

  private long customers(StoreSales store) {
    return store.counted() - cameBack.getOrDefault(store.storeId(), 0L);
  }

  /** What the ledger keeps of the day, once it is finished. */
  public DayLedger.Totals totals() {
    long sales = 0;
    long withCounted = 0;
    long counted = 0;
    long totalSale = 0;
    long numCustomer = 0;
    long canceled = 0;
    long canceledSale = 0;
    for (StoreSales store : stores.values()) {
      sales += store.sales();
      withCounted += store.counted() > 0 ? 1 : 0;
      counted += store.counted();
      totalSale = Math.addExact(totalSale, store.totalSale());
      numCustomer += customers(store);
      canceled += store.canceled();
      canceledSale = Math.addExact(canceledSale, store.canceledSale());
    }
    return new DayLedger.Totals(
        sales, withCounted, counted, totalSale, numCustomer, canceled, canceledSale);
  }
}
