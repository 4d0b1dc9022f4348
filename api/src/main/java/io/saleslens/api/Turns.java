package io.saleslens.api;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many pages of lists be read and written out at the same time. As objects, a page is
 * several times the size of its bytes, and a hundred clients that all asked for large ones would
 * fill the heap; nor would Elasticsearch answer so many at once any sooner.
 */
final class Turns {
  private static final int FOR_EACH_PROCESSOR = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT_AGAIN = Duration.ofMinutes(1);

  private final Semaphore free =
      new Semaphore(FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors(), true);

  /** What is done in one's turn. */
  @FunctionalInterface
  interface Task {
    /** Does it. */
    void run() throws IOException;
  }

  /**
   * Waits for a turn to answer.
   *
   * @throws ApiException if none comes in time
   */
  void take(Task task) throws IOException {
    take(task, LONGEST_WAIT);
  }

  /**
   * Waits for a turn to go on with an answer, and for longer: each lasts no longer than
   * Elasticsearch is waited for, and what was answered so far would be lost.
   */
  void takeAgain(Task task) throws IOException {
    take(task, LONGEST_WAIT_AGAIN);
  }

  private void take(Task task, Duration longest) throws IOException {
    if (!comesWithin(longest)) {
      throw ApiException.busy();
    }
    try {
      task.run();
    } finally {
      free.release();
    }
  }

  private boolean comesWithin(Duration longest) {
    try {
      return free.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
