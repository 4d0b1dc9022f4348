package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Some days of a store, added up. Money in minor units.
 *
 * @param from first day
 * @param to last day, included
 * @param numCustomer sum of the days' customers: who comes on two days is two
 * @param unitPrice {@code total_sale / num_customer}, rounded down; null without customers
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record StoreTotal(
    LocalDate from,
    LocalDate to,
    long totalSale,
    long numSale,
    long numCustomer,
    Optional<Long> unitPrice,
    long numCanceled,
    long canceledSale) {
  static StoreTotal of(NavigableMap<LocalDate, Sums> days) {
    Sums sums = days.values().stream().reduce(Sums.NONE, Sums::plus);
    return new StoreTotal(
        days.firstKey(),
        days.lastKey(),
        sums.totalSale(),
        sums.numSale(),
        sums.numCustomer(),
        sums.unitPrice(),
        sums.numCanceled(),
        sums.canceledSale());
  }
}
