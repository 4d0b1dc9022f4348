package io.saleslens.app.pipeline;

import io.saleslens.indexer.Progress;
import io.saleslens.indexer.thread.OutOfMemory;
import io.saleslens.indexer.thread.WorkerThreads;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second, writes how far a run has come into its record, and interrupts the thread that made
 * this if the record says that somebody asked for the run's end. A second of silence or two does
 * the run no harm.
 */
final class RunWatch implements Progress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  private final RunStore store;
  private final String id;
  private final Progress shown;
  private final ProgressMeter meter;
  private final Thread worker = Thread.currentThread();
  private final ScheduledExecutorService ticks;
  private boolean closed;
  private boolean cancelled;

  /**
   * @param shown is told of the progress too
   */
  RunWatch(RunStore store, String id, Progress shown, ProgressMeter meter) {
    this.store = store;
    this.id = id;
    this.shown = shown;
    this.meter = meter;
    this.ticks = Executors.newSingleThreadScheduledExecutor(WorkerThreads.named("run-progress"));
    ticks.scheduleWithFixedDelay(OutOfMemory.endingTask(this::tick), 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void begin(String phase, long total) {
    meter.begin(phase, total);
    shown.begin(phase, total);
  }

  @Override
  public void beginDays(String phase, long total) {
    meter.beginDays(phase, total);
    shown.beginDays(phase, total);
  }

  @Override
  public void advance(long steps) {
    meter.advance(steps);
    shown.advance(steps);
  }

  private synchronized void tick() {
    if (closed || cancelled) {
      return;
    }
    try {
      if (store.isCancelled(id, meter.now())) {
        cancelled = true;
        worker.interrupt();
      }
    } catch (RuntimeException e) {
      LOG.debug("The progress of {} could not be kept: {}", id, e.getMessage());
    }
  }

  /** Whether the thread was interrupted by this. */
  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** On return nothing is written any more, and nobody interrupted. */
  @Override
  public void close() {
    ticks.shutdownNow();
    synchronized (this) {
      closed = true;
    }
  }
}
