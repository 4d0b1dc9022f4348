package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Trigger;
import java.time.Instant;
import java.util.Optional;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What our jobs share: they can be stopped, they know whether they catch up, they log failures. */
abstract class PipelineJob implements InterruptableJob {
  /**
   * Set in the data of a trigger that makes up for a missed time: that time, or {@link #UNKNOWN}.
   */
  static final String CATCH_UP = "catch-up";

  /** Stands for a missed time that nothing tells. */
  static final String UNKNOWN = "";

  private static final Logger LOG = LoggerFactory.getLogger(PipelineJob.class);

  private Thread worker;
  private boolean stopped;

  abstract void run(Trigger trigger) throws InterruptedException;

  @Override
  public void execute(JobExecutionContext context) {
    if (!begin()) {
      return;
    }
    try {
      run(trigger(context));
    } catch (InterruptedException e) {
      LOG.debug("Stopped by the one who closes the schedule");
    } catch (RuntimeException e) {
      logFailure(context.getJobDetail().getKey().getName(), e);
    } finally {
      end();
    }
  }

  private static Trigger trigger(JobExecutionContext context) {
    String missed = context.getMergedJobDataMap().getString(CATCH_UP);
    return missed == null
        ? Trigger.schedule(context.getScheduledFireTime().toInstant())
        : Trigger.catchUp(
            Optional.of(missed).filter(it -> !it.equals(UNKNOWN)).map(Instant::parse));
  }

  /** Quartz would log it where nobody looks; the schedule goes on either way. */
  private synchronized void logFailure(String job, RuntimeException failure) {
    if (!stopped) {
      LOG.error("{} failed: {}", job, failure.getMessage());
    }
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
