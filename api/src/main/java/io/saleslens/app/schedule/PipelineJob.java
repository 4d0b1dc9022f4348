package io.saleslens.app.schedule;

import static org.quartz.TriggerBuilder.newTrigger;

import io.saleslens.app.pipeline.Trigger;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the jobs of the schedule share: what was stopped is handed over to another instance or the
 * next start, and they know which time they stand for.
 */
abstract class PipelineJob extends StoppableJob {
  /** Stands for a missed time that nothing tells. */
  static final String UNKNOWN = "";

  /** Set in the data of a trigger that makes up for a missed time: that time, or UNKNOWN. */
  private static final String CATCH_UP = "catch-up";

  private static final Logger LOG = LoggerFactory.getLogger(PipelineJob.class);

  abstract void run(Trigger trigger) throws InterruptedException;

  /** A trigger that makes up for a time at once. */
  static org.quartz.Trigger catchUp(TriggerKey key, JobKey job, String missed) {
    return newTrigger()
        .withIdentity(key)
        .forJob(job)
        .usingJobData(CATCH_UP, missed)
        .startNow()
        .build();
  }

  @Override
  public void execute(JobExecutionContext context) {
    Trigger trigger = trigger(context);
    if (!ends(context.getJobDetail().getKey().getName(), () -> run(trigger))) {
      handOver(context, trigger);
    }
  }

  private static Trigger trigger(JobExecutionContext context) {
    JobDataMap data = context.getMergedJobDataMap();
    if (data.containsKey(CATCH_UP)) {
      return Trigger.catchUp(
          Optional.of(data.getString(CATCH_UP))
              .filter(it -> !it.equals(UNKNOWN))
              .map(Instant::parse));
    }
    if (context.isRecovering()) {
      String due =
          data.getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS);
      return Trigger.catchUp(Optional.of(Instant.ofEpochMilli(Long.parseLong(due))));
    }
    return Trigger.schedule(due(context).toInstant());
  }

  /**
   * The first time that came since the last firing. Quartz itself names the time at which it found
   * that one was missed, which is none of the schedule.
   */
  private static Date due(JobExecutionContext context) {
    Date previous = context.getPreviousFireTime();
    return previous == null
        ? context.getScheduledFireTime()
        : context.getTrigger().getFireTimeAfter(previous);
  }

  /** Whoever shares the store does it next, or whoever starts next. */
  private static void handOver(JobExecutionContext context, Trigger trigger) {
    JobKey job = context.getJobDetail().getKey();
    TriggerKey key =
        TriggerKey.triggerKey(job.getName() + "-catch-up-" + context.getFireInstanceId());
    String missed = trigger.scheduledFor().map(Instant::toString).orElse(UNKNOWN);
    try {
      context.getScheduler().scheduleJob(catchUp(key, job, missed));
    } catch (SchedulerException e) {
      LOG.warn("{}: that it was stopped could not be stored: {}", job.getName(), e.getMessage());
    }
  }
}
