package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Trigger;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What our jobs share: they can be stopped, they know whether they catch up, they log failures. */
abstract class PipelineJob implements InterruptableJob {
  /** Set in the data of a trigger that makes up for a missed time. */
  static final String CATCH_UP = "catch-up";

  private static final Logger LOG = LoggerFactory.getLogger(PipelineJob.class);

  private Thread worker;
  private boolean stopped;

  abstract void run(Trigger trigger) throws InterruptedException;

  @Override
  public void execute(JobExecutionContext context) {
    boolean catchUp = context.getMergedJobDataMap().containsKey(CATCH_UP);
    if (!begin()) {
      return;
    }
    try {
      run(catchUp ? Trigger.CATCH_UP : Trigger.SCHEDULE);
    } catch (InterruptedException e) {
      LOG.debug("Stopped by the one who closes the schedule");
    } catch (RuntimeException e) {
      logFailure(context.getJobDetail().getKey().getName(), e);
    } finally {
      end();
    }
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
