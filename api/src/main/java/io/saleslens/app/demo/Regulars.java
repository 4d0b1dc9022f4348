package io.saleslens.app.demo;

/** The cards that keep coming back to one shop: a few very often, most now and then. */
final class Regulars {
  private static final double REPLACED = 0.004;

  private final int[] cards;

  Regulars(int count, Cards issuer, Dice dice) {
    cards = new int[count];
    for (int i = 0; i < count; i++) {
      cards[i] = issuer.draw(dice);
    }
  }

  int draw(Dice dice, Cards issuer) {
    double at = dice.unit();
    int index = (int) (at * at * cards.length);
    if (dice.chance(REPLACED)) {
      cards[index] = issuer.draw(dice);
    }
    return cards[index];
  }
}
