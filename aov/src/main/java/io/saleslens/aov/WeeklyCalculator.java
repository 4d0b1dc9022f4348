package io.saleslens.aov;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the weekly AOV of all stores as of a day from the daily ones. Source of the formula:
 * DESIGN, <i>Formulas</i>. No I/O.
 */
public final class WeeklyCalculator {
  private WeeklyCalculator() {}

  private static final class Sums {
    private long totalSale;
    private long numSale;
    private long numCustomer;
  }

  /**
   * @param window has the daily AOV of the seven days before {@code asOf}
   * @param horizon the last as-of day that may have documents, see {@link WeeklyAovs#horizon()}
   * @return the documents by id
   */
  public static Map<String, WeeklyAov> compute(
      LocalDate asOf, DailyWindow window, Optional<LocalDate> horizon) {
    boolean exists = horizon.filter(last -> !asOf.isAfter(last)).isPresent();
    return exists ? compute(asOf, window.before(asOf)) : Map.of();
  }

  static Map<String, WeeklyAov> compute(LocalDate asOf, Iterable<Collection<DailyAov>> window) {
    Map<String, Sums> byStore = new LinkedHashMap<>();
    for (Collection<DailyAov> day : window) {
      for (DailyAov daily : day) {
        Sums sums = byStore.computeIfAbsent(daily.storeId(), id -> new Sums());
        sums.totalSale = Math.addExact(sums.totalSale, daily.totalSale());
        sums.numSale += daily.numSale();
        sums.numCustomer += daily.numCustomer();
      }
    }
    Map<String, WeeklyAov> byDocumentId = new LinkedHashMap<>();
    byStore.forEach(
        (store, sums) -> {
          WeeklyAov weekly = weekly(store, asOf, sums);
          byDocumentId.put(weekly.documentId(), weekly);
        });
    return byDocumentId;
  }

  private static WeeklyAov weekly(String store, LocalDate asOf, Sums sums) {
    return new WeeklyAov(
        store,
        asOf,
        asOf.minusDays(WeeklyAov.WINDOW),
        asOf.minusDays(1),
        sums.totalSale,
        sums.numSale,
        sums.numCustomer,
        sums.totalSale / sums.numCustomer);
  }
}
