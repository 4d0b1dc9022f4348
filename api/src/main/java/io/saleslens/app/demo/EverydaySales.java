package io.saleslens.app.demo;

/** The honest sales: regulars and passers-by, with the slips of any till. */
final class EverydaySales {
  private static final double CANCELED = 0.023;
  private static final double WITHOUT_CARD = 0.015;
  private static final double ZERO = 0.0008;
  private static final double NEGATIVE = 0.0015;

  private final Dice dice;
  private final Cards cards;
  private final Till till;

  EverydaySales(Dice dice, Cards cards, Till till) {
    this.dice = dice;
    this.cards = cards;
    this.till = till;
  }

  /**
   * {@code fromNightBefore}: how many of the day's sales belong to last night's opening, 0 to 1.
   */
  void sell(StoreDay day, int count, double fromNightBefore) {
    OpeningHours hours = day.store().hours();
    for (int i = 0; i < count; i++) {
      boolean night = dice.chance(fromNightBefore);
      sellOne(day, night ? hours.drawNextDay(dice) : hours.drawSameDay(dice));
    }
  }

  private void sellOne(StoreDay day, int second) {
    int card = card(day.store());
    Order order = slip(day.store().prices().order(dice, card));
    while (day.wouldBeSuspect(card, order.amount())) {
      card = cards.draw(dice);
    }
    double canceled = order.amount() < 0 ? 0.6 : CANCELED;
    till.ring(day, second, card, order, dice.chance(canceled), null);
  }

  private int card(Store store) {
    if (dice.chance(WITHOUT_CARD)) {
      return Cards.NONE;
    }
    boolean regular = dice.chance(store.kind().regulars());
    return regular ? store.regulars().draw(dice, cards) : cards.draw(dice);
  }

  /** Amounts of zero (a corrected sale) or below (a refund entered as a sale of its own). */
  private Order slip(Order order) {
    double fate = dice.unit();
    if (fate < ZERO) {
      return new Order(0, order.item(), order.items());
    }
    if (fate < ZERO + NEGATIVE) {
      return new Order(-order.amount(), order.item(), order.items());
    }
    return order;
  }
}
