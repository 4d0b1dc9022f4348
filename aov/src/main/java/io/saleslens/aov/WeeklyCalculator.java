package io.saleslens.aov;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Computes the weekly AOV of all stores from the daily ones, along days in ascending order: what
 * comes into the window is added to the sums of its store, what leaves it is subtracted. Source of
 * the formula: DESIGN, <i>Formulas</i>. No I/O but what it is given. Holds the daily AOV of eight
 * days. Overflow of a sum is an {@link ArithmeticException}, never a wrong number.
 */
public final class WeeklyCalculator {
  private final DailyWindow window;
  private final Map<String, Sums> byStore = new LinkedHashMap<>();

  /**
   * @param others gives the daily AOV of days that are not {@link #put}; each is asked for once
   */
  public WeeklyCalculator(Function<LocalDate, Collection<DailyAov>> others) {
    this.window = new DailyWindow(others);
  }

  /** Slides through any values: that a sum does not fit shows when it is asked for. */
  private static final class Sums {
    private static final int HALF = 32;
    private static final long LOW = (1L << HALF) - 1;

    private long high;
    private long low;
    private long numSale;
    private long numCustomer;

    void add(DailyAov daily, int sign) {
      high += sign * (daily.totalSale() >> HALF);
      low += sign * (daily.totalSale() & LOW);
      numSale += sign * daily.numSale();
      numCustomer += sign * daily.numCustomer();
    }

    long totalSale() {
      return Math.addExact(Math.multiplyExact(high, 1L << HALF), low);
    }
  }

  /** Takes in a day as it was just computed. */
  public void put(LocalDate day, Collection<DailyAov> daily) {
    window.put(day, daily);
  }

  /**
   * @param asOf not before the day asked for last
   * @param horizon the last as-of day that may have documents, see {@link WeeklyAovs#horizon()}
   * @return the documents by id
   */
  public Map<String, WeeklyAov> compute(LocalDate asOf, Optional<LocalDate> horizon) {
    boolean exists = horizon.filter(last -> !asOf.isAfter(last)).isPresent();
    return exists ? compute(asOf) : Map.of();
  }

  private Map<String, WeeklyAov> compute(LocalDate asOf) {
    window.slide(asOf, this::leave, this::enter);
    Map<String, WeeklyAov> byDocumentId = new LinkedHashMap<>();
    byStore.forEach(
        (store, sums) -> {
          WeeklyAov weekly = weekly(store, asOf, sums);
          byDocumentId.put(weekly.documentId(), weekly);
        });
    return byDocumentId;
  }

  private void enter(DailyAov daily) {
    byStore.computeIfAbsent(daily.storeId(), id -> new Sums()).add(daily, 1);
  }

  /** Each daily AOV has a sale, so a store without sales has none left in the window. */
  private void leave(DailyAov daily) {
    Sums sums = byStore.get(daily.storeId());
    sums.add(daily, -1);
    if (sums.numSale == 0) {
      byStore.remove(daily.storeId());
    }
  }

  private static WeeklyAov weekly(String store, LocalDate asOf, Sums sums) {
    long totalSale = sums.totalSale();
    return new WeeklyAov(
        store,
        asOf,
        asOf.minusDays(WeeklyAov.WINDOW),
        asOf.minusDays(1),
        totalSale,
        sums.numSale,
        sums.numCustomer,
        totalSale / sums.numCustomer);
  }
}
