package io.saleslens.app.demo;

import org.apache.commons.math3.distribution.RealDistribution;

/** When rows are written and changed: mostly at once, some hours or days after the sale. */
final class RowClock {
  private static final double WRITTEN_LATE = 0.005;
  private static final double CHANGED_LATE = 0.005;
  private static final double HOUR = 3_600;

  private final Dice dice;
  private final LocalTimes times;
  private final long latest;
  private final RealDistribution lateHours;
  private final RealDistribution minutesToCancel;

  /** {@code latest}: wall clock microseconds that no row may pass, lest it lie in the future. */
  RowClock(Dice dice, LocalTimes times, long latest) {
    this.dice = dice;
    this.times = times;
    this.latest = latest;
    lateHours = dice.longTailed(9, 1);
    minutesToCancel = dice.longTailed(40, 2);
  }

  /** Wall clock microseconds, {@code created <= modified}. */
  record RowTimes(long created, long modified) {}

  RowTimes timesOf(long soldAt, boolean canceled) {
    long sold = soldAt * LocalTimes.MICROS;
    long atOnce = times.notAfter(latest, sold + micros(dice.between(1, 45)));
    if (canceled) {
      double minutes = Math.min(8 * 1_440, Math.max(1, minutesToCancel.sample()));
      return new RowTimes(atOnce, later(atOnce, minutes * 60));
    }
    double fate = dice.unit();
    if (fate < WRITTEN_LATE) {
      long written = later(atOnce, lateSeconds());
      return new RowTimes(written, written);
    }
    if (fate < WRITTEN_LATE + CHANGED_LATE) {
      return new RowTimes(atOnce, later(atOnce, lateSeconds()));
    }
    return new RowTimes(atOnce, atOnce);
  }

  private double lateSeconds() {
    return Math.min(96, Math.max(1, lateHours.sample())) * HOUR;
  }

  /**
   * At the end of the demo there is no later yet: what would be changed then is changed at once.
   */
  private long later(long atOnce, double seconds) {
    long wanted = atOnce + micros(seconds);
    return wanted > latest ? atOnce : times.notAfter(latest, wanted);
  }

  private static long micros(double seconds) {
    return (long) (seconds * LocalTimes.MICROS);
  }
}
