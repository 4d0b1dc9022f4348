package io.saleslens.aov;

import java.time.LocalDate;

/**
 * A store's normal as of a day: the sums of its daily AOV over the seven days before. Money in
 * minor units; the quotient is rounded down and never compared with.
 *
 * @param storeId the store
 * @param asOf the day it holds for; itself not in the window
 * @param startDate first day of the window, {@code asOf - 7}
 * @param endDate last day of the window, {@code asOf - 1}
 * @param totalSale sum of the daily {@code totalSale}
 * @param numSale sum of the daily {@code numSale}
 * @param numCustomer sum of the daily {@code numCustomer}, at least one
 * @param weekUnitPrice {@code totalSale / numCustomer}
 */
public record WeeklyAov(
    String storeId,
    LocalDate asOf,
    LocalDate startDate,
    LocalDate endDate,
    long totalSale,
    long numSale,
    long numCustomer,
    long weekUnitPrice) {

  /** Days in the window. */
  public static final int WINDOW = 7;

  /** Id of the document. */
  public String documentId() {
    return storeId + "|" + asOf;
  }
}
