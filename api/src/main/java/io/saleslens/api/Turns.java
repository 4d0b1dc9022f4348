package io.saleslens.api;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Lets only so many pages of lists be read and written out at the same time. As objects, a page is
 * several times the size of its bytes, and a hundred clients that all asked for large ones would
 * fill the heap; nor would Elasticsearch answer so many at once any sooner.
 */
final class Turns {
  private static final int FOR_EACH_PROCESSOR = 4;

  private final Semaphore free =
      new Semaphore(FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors(), true);

  /** What is done in one's turn. */
  @FunctionalInterface
  interface Task {
    /** Does it. */
    void run() throws IOException;
  }

  /** Waits for a turn, which comes: each lasts no longer than Elasticsearch is waited for. */
  void take(Task task) throws IOException {
    free.acquireUninterruptibly();
    try {
      task.run();
    } finally {
      free.release();
    }
  }
}
