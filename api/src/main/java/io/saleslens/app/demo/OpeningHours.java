package io.saleslens.app.demo;

import org.apache.commons.math3.util.FastMath;

/**
 * When a shop sells, and how much at which time. A trading day that ends after midnight puts its
 * last sales on the next calendar day, which is their business day.
 */
final class OpeningHours {
  private static final int MIDNIGHT = 24 * 60;
  private static final int SLOT = 10;
  private static final double ALWAYS_SOME = 0.04;

  private final int opens;
  private final int closes;
  private final Weights sameDay;
  private final Weights nextDay;

  /**
   * Minutes after the trading day's midnight, multiples of ten; {@code closes} is exclusive and may
   * be as late as noon of the next day.
   */
  OpeningHours(int opens, int closes, Peak... peaks) {
    this.opens = opens;
    this.closes = closes;
    sameDay = density(opens, Math.min(closes, MIDNIGHT), peaks);
    nextDay = density(MIDNIGHT, Math.max(closes, MIDNIGHT), peaks);
  }

  /** Share of a trading day's sales that fall on the next calendar day; 0 to 1. */
  double shareAfterMidnight() {
    return nextDay.total() / (sameDay.total() + nextDay.total());
  }

  /**
   * Whether a sale at this second of a calendar day is within the hours of it or the day before.
   */
  boolean coversSecondOfDay(int second) {
    int minute = second / 60;
    return opens <= minute && minute < closes || minute + MIDNIGHT < closes;
  }

  /** A second of the calendar day on which the shop opened. */
  int drawSameDay(Dice dice) {
    return (opens + sameDay.draw(dice) * SLOT) * 60 + dice.below(SLOT * 60);
  }

  /** A second of the calendar day after; only for shops open past midnight. */
  int drawNextDay(Dice dice) {
    return nextDay.draw(dice) * SLOT * 60 + dice.below(SLOT * 60);
  }

  private static Weights density(int from, int to, Peak... peaks) {
    double[] slots = new double[(to - from) / SLOT];
    for (int i = 0; i < slots.length; i++) {
      double hour = (from + (i + 0.5) * SLOT) / 60.0;
      slots[i] = ALWAYS_SOME;
      for (Peak peak : peaks) {
        double distance = (hour - peak.hour()) / peak.spread();
        slots[i] += peak.weight() / peak.spread() * FastMath.exp(-distance * distance / 2);
      }
    }
    return new Weights(slots);
  }
}
