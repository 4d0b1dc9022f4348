package io.saleslens.fraud;

import io.saleslens.indexer.thread.OutOfMemory;
import io.saleslens.indexer.thread.WorkerThreads;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands days out in their order while those that follow are being read. Holds {@link #AHEAD} days
 * at most, which bounds its memory. Close it: afterwards nothing is read any more.
 */
final class DaysAhead implements AutoCloseable {
  /** One is being read while another waits to be handed out; more only fill the servers' queues. */
  private static final int AHEAD = 2;

  private static final int CLOSE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(DaysAhead.class);

  private final Iterator<LocalDate> days;
  private final Function<LocalDate, DaySummary> reader;
  private final Queue<Future<DaySummary>> underWay = new ArrayDeque<>();
  private final ExecutorService readers =
      Executors.newFixedThreadPool(AHEAD, WorkerThreads.named("day-reader"));

  DaysAhead(Collection<LocalDate> days, Function<LocalDate, DaySummary> reader) {
    this.days = days.iterator();
    this.reader = reader;
  }

  /**
   * The next day.
   *
   * @throws InterruptedException if interrupted while it is being read
   * @throws RuntimeException what reading it failed with
   */
  DaySummary next() throws InterruptedException {
    begin();
    Future<DaySummary> next = underWay.remove();
    try {
      return next.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      begin();
    }
  }

  private void begin() {
    while (underWay.size() < AHEAD && days.hasNext()) {
      LocalDate day = days.next();
      underWay.add(readers.submit(OutOfMemory.endingCall(() -> reader.apply(day))));
    }
  }

  @Override
  public void close() {
    readers.shutdownNow();
    try {
      if (!readers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A day that is being read does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
