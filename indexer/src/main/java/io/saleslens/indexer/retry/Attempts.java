package io.saleslens.indexer.retry;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** The attempts at one thing. Not safe for threads. */
public final class Attempts {
  private static final IntervalFunction PAUSES =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(200), 2, 0.5, Duration.ofSeconds(10));

  private final Patience patience;
  private long start = System.nanoTime();
  private int failed;

  Attempts(Patience patience) {
    this.patience = patience;
  }

  /** Told before a pause. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param failed attempts that failed so far
     * @param millis until the next
     */
    void pausing(int failed, long millis);
  }

  /** Things went on: what fails from now on counts anew. */
  public void restart() {
    start = System.nanoTime();
    failed = 0;
  }

  /** Attempts that failed so far. */
  public int failed() {
    return failed;
  }

  /**
   * To be called when an attempt failed: waits before the next.
   *
   * @param atLeast the shortest pause that will do
   * @return false, at once, if patience is at its end
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean pause(Duration atLeast, Listener listener) throws InterruptedException {
    failed++;
    long millis = Math.max(PAUSES.apply(failed), atLeast.toMillis());
    long elapsed = (System.nanoTime() - start) / 1_000_000;
    if (failed >= patience.attempts() && elapsed + millis > patience.total().toMillis()) {
      return false;
    }
    listener.pausing(failed, millis);
    Thread.sleep(millis);
    return true;
  }
}
