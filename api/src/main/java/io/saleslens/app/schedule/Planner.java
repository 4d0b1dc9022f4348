package io.saleslens.app.schedule;

import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import io.saleslens.app.pipeline.JobRuns;
import io.saleslens.app.pipeline.ScheduleSettings;
import io.saleslens.indexer.elastic.ElasticException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is stored in line with the settings. A trigger that is stored and stays as it is
 * makes up by itself for what was missed; for a new one the record of runs tells.
 */
final class Planner {
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private static final String MOVED = "-moved";
  private static final Duration AHEAD = Duration.ofDays(10 * 366);
  private static final int MOST_MOVED = 40;

  private final Scheduler scheduler;
  private final ScheduleSettings settings;
  private final JobRuns runs;
  private final Clock clock;

  Planner(Scheduler scheduler, ScheduleSettings settings, JobRuns runs, Clock clock) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * @param cron when; empty takes the job out of the schedule
   */
  void plan(String name, Class<? extends Job> type, Optional<String> cron)
      throws SchedulerException {
    JobKey job = JobKey.jobKey(name);
    if (cron.isEmpty()) {
      // with all its triggers
      scheduler.deleteJob(job);
      LOG.info("{}: off", name);
      return;
    }
    scheduler.addJob(newJob(type).withIdentity(job).storeDurably().requestRecovery().build(), true);
    plan(job, cron.get());
    planMoved(job, cron.get());
    LOG.info(
        "{}: '{}' in {}, next {}",
        name,
        cron.get(),
        settings.zone(),
        settings.next(cron.get(), clock.instant()).map(Instant::toString).orElse("never"));
  }

  private void plan(JobKey job, String cron) throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(job.getName());
    CronTrigger planned = trigger(job, key, cron);
    Trigger stored = scheduler.getTrigger(key);
    if (isSame(stored, planned)) {
      // An instance of another version that does not know the job may have put it aside.
      scheduler.resetTriggerFromErrorState(key);
      return;
    }
    // First, so that it is not forgotten if we die in between.
    catchUp(job, cron);
    if (stored == null) {
      scheduler.scheduleJob(planned);
    } else {
      scheduler.rescheduleJob(key, planned);
    }
  }

  /**
   * Times that clocks skip, which Quartz leaves out: a trigger for each, as far ahead as a process
   * may live without a restart. One that passed while nothing was running is made up for by Quartz.
   */
  private void planMoved(JobKey job, String cron) throws SchedulerException {
    String group = job.getName() + MOVED;
    Instant now = clock.instant();
    Set<TriggerKey> planned = new HashSet<>();
    for (Instant time : settings.times(cron).moved(now, now.plus(AHEAD), MOST_MOVED)) {
      TriggerKey key = TriggerKey.triggerKey(time.toString(), group);
      planned.add(key);
      if (!scheduler.checkExists(key)) {
        scheduler.scheduleJob(
            newTrigger().withIdentity(key).forJob(job).startAt(Date.from(time)).build());
      }
    }
    for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(group))) {
      // of other settings, unless it is overdue
      if (!planned.contains(key) && Instant.parse(key.getName()).isAfter(now)) {
        scheduler.unscheduleJob(key);
      }
    }
  }

  private CronTrigger trigger(JobKey job, TriggerKey key, String cron) {
    return newTrigger()
        .withIdentity(key)
        .forJob(job)
        .withSchedule(
            cronSchedule(cron)
                .inTimeZone(TimeZone.getTimeZone(settings.zone()))
                .withMisfireHandlingInstructionFireAndProceed())
        .build();
  }

  private static boolean isSame(Trigger stored, CronTrigger planned) {
    return stored instanceof CronTrigger cron
        && cron.getCronExpression().equals(planned.getCronExpression())
        && cron.getTimeZone().equals(planned.getTimeZone());
  }

  /** Makes up for a time that has passed since the last run that ended, or if there was none. */
  private void catchUp(JobKey job, String cron) throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(job.getName() + "-catch-up");
    Optional<String> missed = missed(job.getName(), cron);
    if (missed.isPresent() && !scheduler.checkExists(key)) {
      LOG.info("{}: a time was missed, catching up", job.getName());
      scheduler.scheduleJob(PipelineJob.catchUp(key, job, missed.get()));
    }
  }

  private Optional<String> missed(String name, String cron) {
    try {
      Optional<Instant> last = runs.lastEndedStart(name);
      return last.isEmpty()
          ? Optional.of(PipelineJob.UNKNOWN)
          : settings
              .next(cron, last.get())
              .filter(due -> !due.isAfter(clock.instant()))
              .map(Instant::toString);
    } catch (ElasticException e) {
      LOG.warn("{}: whether a time was missed cannot be told: {}", name, e.getMessage());
      return Optional.of(PipelineJob.UNKNOWN);
    }
  }
}
