package io.saleslens.app.schedule;

import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.ScheduleSettings;
import io.saleslens.indexer.elastic.ElasticException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.spi.JobFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs at their times. All share one thread, so that no two of them write at once; a job
 * whose time comes meanwhile, however often, runs once afterwards. A time that passed while nothing
 * was running is made up for once at the start.
 */
public final class JobSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobSchedule.class);

  private final Pipeline pipeline;
  private final ScheduleSettings settings;
  private final Clock clock;
  private final Scheduler scheduler;

  public JobSchedule(Pipeline pipeline, Clock clock) {
    this.pipeline = pipeline;
    this.settings = pipeline.settings().schedule();
    this.clock = clock;
    try {
      this.scheduler = new StdSchedulerFactory(properties()).getScheduler();
      scheduler.setJobFactory(jobs());
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot be set up", e);
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    // Quartz hands out the scheduler of the same name, if the JVM has one, instead of a new one.
    properties.setProperty("org.quartz.scheduler.instanceName", "saleslens-" + UUID.randomUUID());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    // A time that is later than this, because its job or another was running, is made up for once.
    properties.setProperty("org.quartz.jobStore.misfireThreshold", "1000");
    return properties;
  }

  private JobFactory jobs() {
    return (fired, its) ->
        fired.getJobDetail().getJobClass() == SyncJob.class
            ? new SyncJob(pipeline)
            : new RefreshJob(pipeline);
  }

  /** Begins: plans the jobs and catches up on what was missed. */
  public void start() {
    try {
      plan("sync", SyncJob.class, settings.sync());
      plan("refresh", RefreshJob.class, settings.refresh());
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot start", e);
    }
  }

  private void plan(String name, Class<? extends Job> type, Optional<String> cron)
      throws SchedulerException {
    if (cron.isEmpty()) {
      LOG.info("{}: off", name);
      return;
    }
    TimeZone zone = TimeZone.getTimeZone(settings.zone());
    Date next =
        scheduler.scheduleJob(
            newJob(type).withIdentity(name).build(),
            newTrigger()
                .withIdentity(name)
                .withSchedule(
                    cronSchedule(cron.get())
                        .inTimeZone(zone)
                        .withMisfireHandlingInstructionFireAndProceed())
                .build());
    LOG.info("{}: '{}' in {}, next {}", name, cron.get(), settings.zone(), next.toInstant());
    Optional<Trigger> catchUp = catchUp(name, cron.get());
    if (catchUp.isPresent()) {
      LOG.info("{}: a time was missed, catching up", name);
      scheduler.scheduleJob(catchUp.get());
    }
  }

  /** Makes up for a time that has passed since the last run that ended, or if there was none. */
  private Optional<Trigger> catchUp(String name, String cron) {
    try {
      Optional<Instant> last = pipeline.runs().lastEndedStart(name);
      return last.isEmpty()
          ? Optional.of(firing(name, PipelineJob.UNKNOWN))
          : settings
              .next(cron, last.get())
              .filter(due -> !due.isAfter(clock.instant()))
              .map(due -> firing(name, due));
    } catch (ElasticException e) {
      LOG.warn("{}: whether a time was missed cannot be told: {}", name, e.getMessage());
      return Optional.of(firing(name, PipelineJob.UNKNOWN));
    }
  }

  private static Trigger firing(String name, Object missed) {
    return newTrigger()
        .withIdentity(name + "-catch-up")
        .forJob(JobKey.jobKey(name))
        .usingJobData(PipelineJob.CATCH_UP, missed.toString())
        .startNow()
        .build();
  }

  /** Asks the running job to stop, waits for it, and plans nothing any more. */
  @Override
  public void close() {
    try {
      scheduler.standby();
      for (JobExecutionContext running : scheduler.getCurrentlyExecutingJobs()) {
        scheduler.interrupt(running.getFireInstanceId());
      }
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      LOG.warn("The schedule did not stop cleanly: {}", e.getMessage());
    }
  }
}
