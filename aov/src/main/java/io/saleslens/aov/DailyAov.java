package io.saleslens.aov;

import java.time.LocalDate;

/**
 * A store's day. Money in minor units; quotients rounded down.
 *
 * @param storeId the store
 * @param date the business day
 * @param totalSale sum of the counted sales
 * @param numSale number of counted sales, at least one
 * @param numCustomer distinct cards among them, and each sale without a card number
 * @param unitPrice {@code totalSale / numCustomer}, the AOV
 * @param avgTicket {@code totalSale / numSale}
 * @param numCanceled canceled sales of the day
 * @param canceledSale absolute sum of the canceled sales
 */
public record DailyAov(
    String storeId,
    LocalDate date,
    long totalSale,
    long numSale,
    long numCustomer,
    long unitPrice,
    long avgTicket,
    long numCanceled,
    long canceledSale) {

  /** Id of the document. */
  public String documentId() {
    return storeId + "|" + date;
  }
}
