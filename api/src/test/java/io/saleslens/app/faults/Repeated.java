package io.saleslens.app.faults;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something again and again beside the test, until it is closed or that fails. */
final class Repeated implements AutoCloseable {
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger rounds = new AtomicInteger();
  private final ScheduledFuture<?> work;

  Repeated(Duration pause, Runnable task) {
    Runnable round =
        () -> {
          task.run();
          rounds.incrementAndGet();
        };
    work = thread.scheduleWithFixedDelay(round, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How often it was done. */
  int rounds() {
    return rounds.get();
  }

  /** Throws what made it stop. */
  @Override
  public void close() {
    try {
      if (work.isDone()) {
        work.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      thread.shutdown();
      awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("It goes on for longer than a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
