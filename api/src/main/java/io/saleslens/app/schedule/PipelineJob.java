package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Trigger;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** What our jobs share: they can be stopped, and they know whether they catch up. */
abstract class PipelineJob implements InterruptableJob {
  /** Set in the data of a trigger that makes up for a missed time. */
  static final String CATCH_UP = "catch-up";

  private volatile Thread worker;

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    worker = Thread.currentThread();
    boolean catchUp = context.getMergedJobDataMap().containsKey(CATCH_UP);
    try {
      run(catchUp ? Trigger.CATCH_UP : Trigger.SCHEDULE);
    } catch (InterruptedException e) {
      // Asked for by the one who stops the schedule; the thread is not used for anything else.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw new JobExecutionException(e.getMessage(), e);
    } finally {
      worker = null;
    }
  }

  abstract void run(Trigger trigger) throws InterruptedException;

  @Override
  public void interrupt() {
    Thread running = worker;
    if (running != null) {
      running.interrupt();
    }
  }
}
