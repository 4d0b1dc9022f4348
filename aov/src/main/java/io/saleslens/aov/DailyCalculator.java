package io.saleslens.aov;

import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.SaleGroup;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the daily AOV of all stores from a day's groups, which come ordered by store and card,
 * and the totals of the day over all stores. Source of the formulas: DESIGN, <i>Formulas</i>. No
 * I/O. Overflow of a sum is an {@link ArithmeticException}, never a wrong number.
 */
public final class DailyCalculator {
  private final LocalDate day;
  private final Map<String, DailyAov> byDocumentId = new LinkedHashMap<>();
  private StoreDay store;
  private long sales;
  private long counted;
  private long totalSale;
  private long numCustomer;
  private long numCanceled;
  private long canceledSale;

  public DailyCalculator(LocalDate day) {
    this.day = day;
  }

  /** Takes in the next group. */
  public void add(SaleGroup group) {
    if (store == null || !store.id.equals(group.storeId())) {
      closeStore();
      store = new StoreDay(group.storeId());
    }
    store.add(group);
    sales += group.count();
  }

  /** The documents of the day, by id, once all groups are in. */
  public Map<String, DailyAov> finish() {
    closeStore();
    store = null;
    return byDocumentId;
  }

  /** What the ledger keeps of the day, once it is finished. */
  public DayLedger.Totals totals() {
    return new DayLedger.Totals(
        sales, byDocumentId.size(), counted, totalSale, numCustomer, numCanceled, canceledSale);
  }

  private void closeStore() {
    if (store == null) {
      return;
    }
    counted += store.numSale;
    totalSale = Math.addExact(totalSale, store.totalSale);
    numCustomer += store.numCustomer;
    numCanceled += store.numCanceled;
    canceledSale = Math.addExact(canceledSale, store.canceledSale);
    if (store.numSale > 0) {
      DailyAov aov = store.toAov(day);
      byDocumentId.put(aov.documentId(), aov);
    }
  }

  /** What has come together of one store. */
  private static final class StoreDay {
    private final String id;
    private Optional<Long> lastCard = Optional.empty();
    private long totalSale;
    private long numSale;
    private long numCustomer;
    private long numCanceled;
    private long canceledSale;

    StoreDay(String id) {
      this.id = id;
    }

    void add(SaleGroup group) {
      if (group.isCounted()) {
        totalSale = Math.addExact(totalSale, group.sum());
        numSale += group.count();
        addCustomers(group);
      }
      if (group.isCanceled()) {
        numCanceled += group.count();
        canceledSale = Math.addExact(canceledSale, Math.absExact(group.sum()));
      }
    }

    private void addCustomers(SaleGroup group) {
      if (group.cardKey().isEmpty()) {
        numCustomer += group.count();
      } else if (!group.cardKey().equals(lastCard)) {
        numCustomer++;
        lastCard = group.cardKey();
      }
    }

    DailyAov toAov(LocalDate day) {
      return new DailyAov(
          id,
          day,
          totalSale,
          numSale,
          numCustomer,
          totalSale / numCustomer,
          totalSale / numSale,
          numCanceled,
          canceledSale);
    }
  }
}
