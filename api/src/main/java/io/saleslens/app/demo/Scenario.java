package io.saleslens.app.demo;

import java.util.stream.LongStream;
import org.apache.commons.math3.util.FastMath;

/** Groups of sales staged on purpose: the frauds, and what must not be taken for one. */
enum Scenario {
  /** Three to six equal sales far above the baseline: the rule finds every one. */
  FRAUD {
    @Override
    long[] amounts(Baseline baseline, Store store, Dice dice) {
      return baseline.exists() ? repeat(large(baseline, dice), dice.whole(3, 6)) : NOTHING;
    }
  },

  /** Equal and large, but only two. */
  TWO_LARGE {
    @Override
    long[] amounts(Baseline baseline, Store store, Dice dice) {
      return baseline.exists() ? repeat(large(baseline, dice), 2) : NOTHING;
    }
  },

  /** Three and large, but not equal. */
  LARGE_BUT_DIFFERENT {
    @Override
    long[] amounts(Baseline baseline, Store store, Dice dice) {
      if (!baseline.exists()) {
        return NOTHING;
      }
      long first = large(baseline, dice);
      return new long[] {first, first + 100, first + 1_000};
    }
  },

  /** Equal and three or four, but not above the baseline; half of them just below it. */
  HARMLESS_REPEAT {
    @Override
    long[] amounts(Baseline baseline, Store store, Dice dice) {
      if (!baseline.exists()) {
        return NOTHING;
      }
      long most = baseline.greatestHarmless() / 100 * 100;
      long usual = store.prices().order(dice, Cards.NONE).amount();
      long amount = dice.chance(0.5) ? most : Math.min(most, usual);
      return amount > 0 ? repeat(amount, dice.whole(3, 4)) : NOTHING;
    }
  },

  /** Large, equal and three, in a shop without a baseline: nothing to compare with. */
  NO_BASELINE {
    @Override
    long[] amounts(Baseline baseline, Store store, Dice dice) {
      if (baseline.exists()) {
        return NOTHING;
      }
      return repeat(3 * store.prices().order(dice, Cards.NONE).amount(), 3);
    }
  };

  private static final long[] NOTHING = {};
  private static final double CLEARLY_ABOVE = 2.2;
  private static final double STILL_PLAUSIBLE = 5.5;

  /** Won, one for each sale of the group; empty where the shop does not suit on that day. */
  abstract long[] amounts(Baseline baseline, Store store, Dice dice);

  /** Rounded up, so never below {@link #CLEARLY_ABOVE} times what a customer spends. */
  private static long large(Baseline baseline, Dice dice) {
    double times = dice.between(CLEARLY_ABOVE, STILL_PLAUSIBLE);
    double amount = times * baseline.totalSale() / baseline.numCustomer();
    long step = amount >= 100_000 ? 10_000 : amount >= 20_000 ? 1_000 : 100;
    return (long) FastMath.ceil(amount / step) * step;
  }

  private static long[] repeat(long amount, int times) {
    return LongStream.generate(() -> amount).limit(times).toArray();
  }
}
