package io.saleslens.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the main thread wait for Ctrl-C or SIGTERM and then tidy up before the JVM ends. To be the
 * outermost resource, so that it is closed when all others are.
 */
final class Termination implements AutoCloseable {
  private static final long LONGEST_TIDYING_SECONDS = 60;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch tidied = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "termination");

  Termination() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The JVM ends when its hooks do, so this one waits until everything is closed. */
  private void onShutdown() {
    asked.countDown();
    try {
      tidied.await(LONGEST_TIDYING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns when the process is asked to end.
   *
   * @throws InterruptedException if the thread is interrupted instead
   */
  void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    tidied.countDown();
  }
}
