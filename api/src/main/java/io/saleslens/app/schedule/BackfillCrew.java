package io.saleslens.app.schedule;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances that share a schedule in MySQL, as readers of a shared backfill. Each range is a
 * job in that store: it is run by one of them, and by another if that one dies or is stopped on the
 * way. Beside the schedule, so that a sync that waits for the end of the backfill does not keep its
 * instance from helping.
 */
public final class BackfillCrew implements Pipeline.Crew, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackfillCrew.class);
  private static final Duration LONGEST_UNSEEN = Duration.ofSeconds(1);

  private final ScheduleStore store;
  private final Scheduler scheduler;

  private BackfillCrew(Pipeline pipeline, MysqlSettings settings) {
    String name = "saleslens-" + pipeline.settings().names().prefix() + "-backfill";
    this.store = new MysqlStore(settings, name, LONGEST_UNSEEN);
    this.scheduler =
        Schedulers.oneThread(
            store, (fired, its) -> new RangeJob(pipeline, fired.getJobDetail().getJobDataMap()));
  }

  /**
   * This instance's part in it.
   *
   * @throws SettingsException if the schedule is not kept in MySQL
   */
  public static BackfillCrew of(Pipeline pipeline) {
    MysqlSettings settings =
        pipeline
            .settings()
            .schedule()
            .store()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "A backfill is shared over the schedule's store in MySQL. Set saleslens.schedule.store (SALESLENS_SCHEDULE_STORE) to mysql, as for the instances that are to help, or leave --shared out."));
    return new BackfillCrew(pipeline, settings);
  }

  /**
   * Begins to read whatever ranges there are.
   *
   * @throws MysqlException if the store cannot be reached or fails
   * @throws SettingsException if the store refuses the user or lacks the schema
   */
  public void join() {
    try {
      store.plan(scheduler::start);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot start", e);
    }
  }

  /** Stores a job for each range that has none: it is new, or whoever had it could not say so. */
  @Override
  public void offer(String fence, Collection<Integer> ranges) {
    try {
      Set<JobKey> stored = scheduler.getJobKeys(GroupMatcher.anyJobGroup());
      forget(fence, stored);
      for (int range : ranges) {
        JobKey job = JobKey.jobKey(fence + "-" + range, fence);
        if (!stored.contains(job)) {
          store(job, fence, range);
        }
      }
    } catch (SchedulerException e) {
      LOG.warn("The ranges of the backfill could not be stored: {}", e.getMessage());
    }
  }

  /** What was stored under leases that are over. */
  private void forget(String fence, Set<JobKey> stored) throws SchedulerException {
    for (JobKey job : stored) {
      if (!job.getGroup().equals(fence)) {
        scheduler.deleteJob(job);
      }
    }
  }

  private void store(JobKey job, String fence, int range) throws SchedulerException {
    scheduler.scheduleJob(
        // Not kept beyond its last trigger, so that what is stored is what somebody works on.
        newJob(RangeJob.class)
            .withIdentity(job)
            .usingJobData(RangeJob.data(fence, range))
            .requestRecovery()
            .build(),
        newTrigger().withIdentity(job.getName(), fence).forJob(job).startNow().build());
  }

  /** Stops reading; a range that is being read is left to the others. */
  @Override
  public void close() {
    Schedulers.stop(scheduler);
  }
}
