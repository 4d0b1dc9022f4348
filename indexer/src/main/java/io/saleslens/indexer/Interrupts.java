package io.saleslens.indexer;

import io.saleslens.indexer.elastic.ElasticException;

/** An interrupt that comes while Elasticsearch is asked shows as a failed question at first. */
final class Interrupts {
  private Interrupts() {}

  /**
   * Work that can be stopped.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Work<T> {
    T run() throws InterruptedException;
  }

  /**
   * @throws InterruptedException if the thread was interrupted, wherever it was then
   */
  static <T> T interruptibly(Work<T> work) throws InterruptedException {
    try {
      return work.run();
    } catch (ElasticException e) {
      if (!Thread.interrupted()) {
        throw e;
      }
      InterruptedException stopped = new InterruptedException(e.getMessage());
      stopped.initCause(e);
      throw stopped;
    }
  }
}
