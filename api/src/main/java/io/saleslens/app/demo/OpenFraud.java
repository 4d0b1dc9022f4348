package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A planted group whose sales are still waiting for their ids. */
final class OpenFraud {
  private final long storeId;
  private final LocalDate date;
  private final String card;
  private final long amount;
  private final List<Long> saleIds = new ArrayList<>();

  OpenFraud(long storeId, LocalDate date, String card, long amount) {
    this.storeId = storeId;
    this.date = date;
    this.card = card;
    this.amount = amount;
  }

  void add(long saleId) {
    saleIds.add(saleId);
  }

  PlantedFraud planted() {
    return new PlantedFraud(storeId, date, card, amount, saleIds);
  }
}
