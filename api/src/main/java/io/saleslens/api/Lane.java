package io.saleslens.api;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Threads of their own for requests of a kind, so that those that hang hold up no others. Threads
 * that have nothing to do end.
 */
final class Lane {
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final ThreadPoolExecutor threads;
  private final Duration longestWait;

  /**
   * @param threads at most
   * @param waiting how many requests may wait for one
   * @param longestWait how long each may
   */
  Lane(String name, int threads, int waiting, Duration longestWait) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            KEPT.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(waiting),
            task -> {
              Thread thread = new Thread(task, "api-" + name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
    this.longestWait = longestWait;
  }

  /**
   * Runs a task as soon as there is a thread for it, or else the other, which must not block.
   *
   * @param clock runs the other if the wait becomes too long
   */
  void run(Runnable task, Runnable otherwise, Scheduler clock) {
    Waiting waiting = new Waiting(task, otherwise);
    waiting.limit = clock.schedule(waiting::giveUp, longestWait.toMillis(), TimeUnit.MILLISECONDS);
    try {
      threads.execute(waiting);
    } catch (RejectedExecutionException e) {
      waiting.giveUp();
    }
  }

  /** What is done once: the task, or the other. */
  private final class Waiting implements Runnable {
    private final Runnable task;
    private final Runnable otherwise;
    private final AtomicBoolean decided = new AtomicBoolean();
    private Scheduler.Task limit;

    Waiting(Runnable task, Runnable otherwise) {
      this.task = task;
      this.otherwise = otherwise;
    }

    @Override
    public void run() {
      if (decide()) {
        task.run();
      }
    }

    void giveUp() {
      threads.remove(this);
      if (decide()) {
        otherwise.run();
      }
    }

    private boolean decide() {
      boolean first = decided.compareAndSet(false, true);
      if (first) {
        limit.cancel();
      }
      return first;
    }
  }

  void stop() {
    threads.shutdownNow();
  }
}
