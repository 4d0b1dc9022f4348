package io.saleslens.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the thread that made it tidy up before the JVM ends, when Ctrl-C or SIGTERM asks for that:
 * the thread either waits here for it or is interrupted in its work. To be the outermost resource,
 * so that it is closed when all others are.
 */
public final class Termination implements AutoCloseable {
  /**
   * Below the 30 s after which Kubernetes and systemd kill; what is lost then is work, not data.
   */
  private static final long LONGEST_TIDYING_SECONDS = 25;

  private static volatile boolean askedFor;

  private final Runnable onAsked;
  private final Thread worker = Thread.currentThread();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch tidied = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "termination");
  private boolean waiting;

  /** Interrupts the calling thread when the JVM is asked to end. */
  public Termination() {
    this(() -> {});
  }

  /**
   * @param onAsked is run first when the JVM is asked to end
   */
  Termination(Runnable onAsked) {
    this.onAsked = onAsked;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether this JVM is ending. */
  public static boolean isAskedFor() {
    return askedFor;
  }

  /** The JVM ends when its hooks do, so this one waits until everything is closed. */
  private void onShutdown() {
    askedFor = true;
    onAsked.run();
    synchronized (this) {
      asked.countDown();
      if (!waiting) {
        worker.interrupt();
      }
    }
    try {
      tidied.await(LONGEST_TIDYING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns when the process is asked to end.
   *
   * @throws InterruptedException if that was before
   */
  void await() throws InterruptedException {
    synchronized (this) {
      waiting = true;
    }
    asked.await();
  }

  @Override
  public void close() {
    tidied.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook returns now.
      assert askedFor;
    }
  }
}
