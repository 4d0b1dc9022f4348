package io.saleslens.indexer;

import io.saleslens.indexer.StateStore.Seen;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.thread.OutOfMemory;
import io.saleslens.indexer.thread.WorkerThreads;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write, held by the thread that took it until {@link #close}. Loses itself when the
 * process is paused for longer than the lease lasts and another takes over; the thread is then
 * interrupted, and nothing that it sends is taken any more.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final StateStore state;
  private final IndexNames names;
  private final Clock clock;
  private final Thread holder = Thread.currentThread();
  private final ScheduledExecutorService heart;
  private Seen<LeaseState> mine;
  private boolean lost;
  private boolean settled;
  private volatile boolean closed;

  Lease(
      StateStore state,
      IndexNames names,
      Seen<LeaseState> mine,
      LeaseSettings settings,
      Clock clock) {
    this.state = state;
    this.names = names.fenced(mine.value().token());
    this.mine = mine;
    this.clock = clock;
    this.heart = Executors.newSingleThreadScheduledExecutor(WorkerThreads.named("lease-heartbeat"));
    long pause = settings.heartbeat().toMillis();
    heart.scheduleWithFixedDelay(
        OutOfMemory.endingTask(this::beat), pause, pause, TimeUnit.MILLISECONDS);
  }

  /** The names to write by: those that only this lease has. */
  public IndexNames names() {
    return names;
  }

  private synchronized void beat() {
    if (lost || closed) {
      return;
    }
    try {
      state.replace(Leases.NAME, Optional.of(mine), mine.value().beating(clock.instant()));
      if (!isMine()) {
        lost = true;
        holder.interrupt();
      }
    } catch (ElasticException e) {
      if (!closed) {
        // As long as nobody else takes it, the lease is ours, so the work goes on.
        LOG.warn("The lease on {} could not be prolonged: {}", shownPrefix(), e.getMessage());
      }
    }
  }

  private String shownPrefix() {
    return names.prefix() + "*";
  }

  /** Looks which write came last, so that the next can follow it. */
  private boolean isMine() {
    Optional<Seen<LeaseState>> found = state.see(Leases.NAME, LeaseState.class);
    boolean stillMine =
        found.filter(it -> it.value().owner().equals(mine.value().owner())).isPresent();
    if (stillMine) {
      mine = found.orElseThrow();
    }
    return stillMine;
  }

  /**
   * Looks whether the lease is still held; to be asked when the work is done, to know that it was
   * not in vain.
   *
   * @throws LeaseException if another has taken it over
   */
  public synchronized void requireHeld() {
    if (lost || !isMine()) {
      throw lost(null);
    }
  }

  /**
   * Looks whether work failed, or was interrupted, because another has taken the lease over.
   *
   * @return empty if it was for another reason, or if that cannot be told. Otherwise the thread is
   *     not interrupted any more
   */
  public synchronized Optional<LeaseException> explain(Exception failure) {
    boolean interrupted = Thread.interrupted();
    try {
      if (lost || !isMine()) {
        return Optional.of(lost(failure));
      }
    } catch (ElasticException e) {
      LOG.debug("Whether the lease is still held cannot be told: {}", e.getMessage());
    }
    if (interrupted) {
      holder.interrupt();
    }
    return Optional.empty();
  }

  private LeaseException lost(Exception cause) {
    lost = true;
    String other =
        state
            .load(Leases.NAME, LeaseState.class)
            .map(it -> it.described(clock.instant()))
            .orElse("unknown");
    return new LeaseException(
        "%s lost its lease on %s: it was paused for too long, and another took over (%s). Nothing it sent since then was taken; the next run goes on from there."
            .formatted(mine.value().job(), shownPrefix(), other),
        cause);
  }

  /** Says that everything begun under this lease is done, so that nothing has to be shut out. */
  public synchronized void settle() {
    settled = true;
  }

  /** Gives the lease back. If that fails it runs out by itself. */
  @Override
  public void close() {
    closed = true;
    heart.shutdownNow();
    // Giving it back needs a thread that is not interrupted; who stops a run may do so just now.
    boolean interrupted = Thread.interrupted();
    while (!isReleased()) {
      interrupted |= Thread.interrupted();
    }
    if (interrupted && !isLost()) {
      holder.interrupt();
    }
  }

  private synchronized boolean isLost() {
    return lost;
  }

  /** Whether there is no use in trying again. */
  private synchronized boolean isReleased() {
    if (lost) {
      return true;
    }
    try {
      // Read first: the answer to the last heartbeat may have been lost.
      if (isMine()) {
        LeaseState released = mine.value().released(clock.instant(), settled);
        state.replace(Leases.NAME, Optional.of(mine), released);
      }
    } catch (ElasticException e) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      LOG.warn("The lease on {} was not given back: {}", shownPrefix(), e.getMessage());
    }
    return true;
  }
}
