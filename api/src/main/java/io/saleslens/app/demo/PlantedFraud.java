package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.List;

/**
 * A group of sales that the rule {@code repeat-amount} has to find: one shop, one card, one day,
 * one amount far above what the shop's customers spend.
 *
 * @param storeId the shop
 * @param date the business day
 * @param card the masked card number; never null
 * @param amount won, of each sale
 * @param saleIds the ids of its three or more sales, ascending, canceled ones too; immutable
 */
public record PlantedFraud(
    long storeId, LocalDate date, String card, long amount, List<Long> saleIds) {

  /** Keeps its own copy of the ids. */
  public PlantedFraud {
    saleIds = List.copyOf(saleIds);
  }
}
