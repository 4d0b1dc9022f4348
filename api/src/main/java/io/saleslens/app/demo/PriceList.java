package io.saleslens.app.demo;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.util.FastMath;

/** The prices of one shop, and the orders its customers make of them. */
final class PriceList {
  private static final int MOST_ITEMS = 14;
  private static final double SAME_AGAIN = 0.6;
  private static final double USUAL_ORDER = 0.45;
  private static final double BIG_ORDER = 0.002;

  private final List<String> goods;
  private final long[] prices;
  private final double more;
  private final Weights popularity;

  PriceList(Menu menu, Dice dice) {
    goods = menu.goods();
    more = menu.more();
    prices = new long[goods.size()];
    double[] liked = new double[prices.length];
    double middle = FastMath.sqrt((double) menu.cheapest() * menu.dearest());
    double sigma = FastMath.log((double) menu.dearest() / menu.cheapest()) / 4;
    RealDistribution spread = dice.longTailed(middle, sigma);
    for (int i = 0; i < prices.length; i++) {
      double price = Math.min(menu.dearest(), Math.max(menu.cheapest(), spread.sample()));
      prices[i] = FastMath.round(price / menu.step()) * menu.step();
      liked[i] = dice.between(0.1, 1);
    }
    Arrays.sort(prices);
    popularity = new Weights(liked);
  }

  /** A customer's order; {@code card} decides what a regular usually has. */
  Order order(Dice dice, int card) {
    boolean usual = card != Cards.NONE && dice.chance(USUAL_ORDER);
    int first = usual ? card % prices.length : popularity.draw(dice);
    long amount = prices[first];
    int items = 1;
    while (items < MOST_ITEMS && dice.chance(usual ? more / 3 : more)) {
      amount += prices[dice.chance(SAME_AGAIN) ? first : popularity.draw(dice)];
      items++;
    }
    if (dice.chance(BIG_ORDER)) {
      int times = dice.whole(3, 8);
      return new Order(amount * times, first, items * times);
    }
    return new Order(amount, first, items);
  }

  /** The item that costs most. */
  int dearest() {
    return prices.length - 1;
  }

  String goods(int item) {
    return goods.get(item);
  }
}
