package io.saleslens.app.webhook;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Growing, jittered pauses between attempts. Not safe for threads. */
final class Backoff {
  private static final long FIRST = Duration.ofSeconds(2).toMillis();
  private static final long LONGEST = Duration.ofHours(1).toMillis();
  private static final int MOST_DOUBLINGS = 11;

  private int failures;
  private long over = System.nanoTime();

  /** An attempt failed; how long to wait before the next, in milliseconds. */
  long failed(RandomGenerator dice) {
    long usual = Math.min(LONGEST, FIRST << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    long millis = usual / 2 + dice.nextLong(usual / 2 + 1);
    over = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    return millis;
  }

  void reset() {
    failures = 0;
    over = System.nanoTime();
  }

  boolean isOver() {
    return System.nanoTime() - over >= 0;
  }

  /** Until it is over; {@code otherwise} if it is. */
  long millisLeft(long otherwise) {
    return isOver() ? otherwise : Math.max(1, (over - System.nanoTime()) / 1_000_000 + 1);
  }
}
