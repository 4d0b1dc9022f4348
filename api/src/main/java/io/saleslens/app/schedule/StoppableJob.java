package io.saleslens.app.schedule;

import io.saleslens.indexer.thread.OutOfMemory;
import org.quartz.InterruptableJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What our jobs share: they can be stopped, and they log failures. */
abstract class StoppableJob implements InterruptableJob {
  private static final Logger LOG = LoggerFactory.getLogger(StoppableJob.class);

  private Thread worker;
  private boolean stopped;

  /** What a job does. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Works; whether that came to its own end, be it a failure, or that somebody cancelled this very
   * run.
   */
  final boolean ends(String job, Work work) {
    if (!begin()) {
      return false;
    }
    try {
      work.run();
      return true;
    } catch (InterruptedException e) {
      return !isStopped();
    } catch (RuntimeException e) {
      return isOwnFailure(job, e);
    } catch (Error e) {
      // Quartz would only log it.
      OutOfMemory.endIf(e);
      throw e;
    } finally {
      end();
    }
  }

  /** Quartz would log it where nobody looks; the schedule goes on either way. */
  private boolean isOwnFailure(String job, RuntimeException failure) {
    boolean own = !isStopped();
    if (own) {
      MDC.put("job", job);
      LOG.error("{} failed: {}", job, failure.getMessage());
      MDC.remove("job");
    }
    return own;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized boolean begin() {
    worker = Thread.currentThread();
    return !stopped;
  }

  /** The thread is the scheduler's again; an interrupt that came late must not reach it. */
  private synchronized void end() {
    worker = null;
    Thread.interrupted();
  }

  @Override
  public synchronized void interrupt() {
    stopped = true;
    if (worker != null) {
      worker.interrupt();
    }
  }
}
