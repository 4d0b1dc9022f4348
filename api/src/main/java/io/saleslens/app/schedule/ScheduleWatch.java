package io.saleslens.app.schedule;

import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.thread.WorkerThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the schedule can fire, says so when it cannot, and has it mended:
 * Quartz itself goes on trying in silence, for ever, also where its tables are gone.
 */
final class ScheduleWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleWatch.class);
  private static final Duration BETWEEN_MENDS = Duration.ofMinutes(1);
  private static final Duration UNSEEN = Duration.ofMinutes(2);

  private final Part part;
  private final Consumer<Optional<String>> listener;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(WorkerThreads.named("schedule-watch"));
  private volatile Optional<String> problem = Optional.empty();
  private volatile Instant lookedAt;
  private Instant mendedAt = Instant.EPOCH;

  /** What is watched. */
  interface Part {
    /** What keeps it from firing; empty if nothing. */
    Optional<String> look() throws SchedulerException;

    /** Makes again what is missing, if the store allows that. */
    void mend() throws SchedulerException;

    /** Our exception for one of Quartz' that comes from the store. */
    Optional<RuntimeException> storeFailure(SchedulerException failure);
  }

  /**
   * @param listener is told what is wrong when that changes, and when nothing is any more
   */
  ScheduleWatch(Part part, Consumer<Optional<String>> listener, Clock clock) {
    this.part = part;
    this.listener = listener;
    this.clock = clock;
    this.lookedAt = clock.instant();
  }

  void start(Duration every) {
    lookedAt = clock.instant();
    thread.scheduleWithFixedDelay(
        this::lookAndMend, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What keeps the schedule from firing, as far as was seen; empty if nothing. */
  Optional<String> problem() {
    Duration unseen = Duration.between(lookedAt, clock.instant());
    return problem.isPresent() || unseen.compareTo(UNSEEN) < 0
        ? problem
        : Optional.of(
            "the schedule's store has not answered for %d s".formatted(unseen.toSeconds()));
  }

  private void lookAndMend() {
    try {
      Optional<String> found = seen(part::look);
      if (found.isPresent() && isDue(found)) {
        tell(found);
        mendedAt = clock.instant();
        found = seen(this::mended);
      }
      tell(found);
    } catch (RuntimeException e) {
      LOG.warn("Whether the schedule can fire cannot be told: {}", e.toString());
    } finally {
      lookedAt = clock.instant();
    }
  }

  /** At once where something is new, and again from time to time. */
  private boolean isDue(Optional<String> found) {
    return !found.equals(problem) || mendedAt.plus(BETWEEN_MENDS).isBefore(clock.instant());
  }

  private Optional<String> mended() throws SchedulerException {
    part.mend();
    return part.look();
  }

  /** A question to Quartz. */
  @FunctionalInterface
  private interface Look {
    Optional<String> look() throws SchedulerException;
  }

  private Optional<String> seen(Look look) {
    try {
      return look.look();
    } catch (SchedulerException e) {
      return Optional.of(part.storeFailure(e).orElse(new IllegalStateException(e)).getMessage());
    } catch (MysqlException | SettingsException | ElasticException e) {
      return Optional.of(e.getMessage());
    }
  }

  private void tell(Optional<String> now) {
    if (now.equals(problem)) {
      return;
    }
    boolean wasWell = problem.isEmpty();
    problem = now;
    if (now.isEmpty()) {
      LOG.info("The schedule can fire again");
    } else if (wasWell) {
      LOG.error("The schedule cannot fire: {}", now.get());
    } else {
      LOG.warn("The schedule cannot fire: {}", now.get());
    }
    listener.accept(now);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("The watch over the schedule does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
