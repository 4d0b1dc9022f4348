package io.saleslens.app.metrics;

import io.saleslens.indexer.thread.OutOfMemory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A question to a server that may be away. It is asked in the background, again only when the last
 * answer has grown old, and never while it is still being asked.
 */
final class Probe<T> {
  private final Supplier<T> question;
  private final Duration fresh;
  private final Executor threads;
  private CompletableFuture<T> last;
  private long askedAt;

  /**
   * @param fresh for how long an answer counts
   */
  Probe(Supplier<T> question, Duration fresh, Executor threads) {
    this.question = question;
    this.fresh = fresh;
    this.threads = threads;
  }

  /** Asks, unless the last answer still counts. */
  synchronized CompletableFuture<T> ask() {
    if (last == null || last.isDone() && System.nanoTime() - askedAt > fresh.toNanos()) {
      askedAt = System.nanoTime();
      last = CompletableFuture.supplyAsync(OutOfMemory.ending(question), threads);
    }
    return last;
  }

  /**
   * What was answered.
   *
   * @param deadline by {@link System#nanoTime()}
   * @return empty if it failed, or is not there yet
   */
  static <T> Optional<T> await(CompletableFuture<T> asked, long deadline) {
    try {
      return Optional.of(
          asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
