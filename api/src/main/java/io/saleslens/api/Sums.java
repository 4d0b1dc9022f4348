package io.saleslens.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What the daily AOV of several stores or days comes to. Money in minor units.
 *
 * @param totalSale sum of the counted sales
 * @param numSale their number
 * @param numCustomer sum of the days' customers: who comes on two days, or to two stores, is two
 * @param numCanceled canceled sales
 * @param canceledSale absolute sum of their amounts
 */
record Sums(long totalSale, long numSale, long numCustomer, long numCanceled, long canceledSale) {
  static final Sums NONE = new Sums(0, 0, 0, 0, 0);

  /** Of a document of daily AOV. */
  static Sums of(JsonNode daily) {
    return new Sums(
        daily.path("total_sale").longValue(),
        daily.path("num_sale").longValue(),
        daily.path("num_customer").longValue(),
        daily.path("num_canceled").longValue(),
        daily.path("canceled_sale").longValue());
  }

  /** A canceled sale of this amount, which may be below zero. */
  static Sums ofCanceled(long amount) {
    return new Sums(0, 0, 0, 1, Math.abs(amount));
  }

  /**
   * @throws ArithmeticException if a sum does not fit
   */
  Sums plus(Sums other) {
    return new Sums(
        Math.addExact(totalSale, other.totalSale),
        Math.addExact(numSale, other.numSale),
        Math.addExact(numCustomer, other.numCustomer),
        Math.addExact(numCanceled, other.numCanceled),
        Math.addExact(canceledSale, other.canceledSale));
  }

  /** The AOV, rounded down; empty without customers. */
  Optional<Long> unitPrice() {
    return numCustomer == 0 ? Optional.empty() : Optional.of(totalSale / numCustomer);
  }

  /** The average of a sale, rounded down; empty without sales. */
  Optional<Long> avgTicket() {
    return numSale == 0 ? Optional.empty() : Optional.of(totalSale / numSale);
  }
}
