package io.saleslens.app.demo;

import java.util.function.Consumer;

/** Where every sale passes, whoever makes it up: enters it into the shop's day and drafts it. */
final class Till {
  private final LocalTimes times;
  private final RowClock rows;
  private final Consumer<Draft> drafts;

  Till(LocalTimes times, RowClock rows, Consumer<Draft> drafts) {
    this.times = times;
    this.rows = rows;
    this.drafts = drafts;
  }

  /** {@code second} of the shop's day; {@code fraud} null but for planted sales. */
  void ring(StoreDay day, int second, int card, Order order, boolean canceled, OpenFraud fraud) {
    long soldAt = times.onSameDay(LocalTimes.startOf(day.date()) + second);
    RowClock.RowTimes row = rows.timesOf(soldAt, canceled);
    day.enter(card, order.amount(), canceled);
    drafts.accept(
        new Draft(
            day.store(), soldAt, row.created(), row.modified(), card, order, canceled, fraud));
  }
}
