package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.ScheduleSettings;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.listeners.SchedulerListenerSupport;
import org.quartz.spi.JobFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs at their times. All share one thread, so that no two of them write at once; a job
 * whose time comes meanwhile, however often, runs once afterwards. A time that passed while nothing
 * was running is made up for once at the start. Instances that share a store share the times too:
 * each is run by one of them.
 */
public final class JobSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobSchedule.class);

  private final Pipeline pipeline;
  private final ScheduleSettings settings;
  private final ScheduleStore store;
  private final Scheduler scheduler;
  private final Planner planner;

  public JobSchedule(Pipeline pipeline, Clock clock) {
    this.pipeline = pipeline;
    this.settings = pipeline.settings().schedule();
    this.store = store();
    try {
      this.scheduler = scheduler(store);
      scheduler.setJobFactory(jobs());
      scheduler.getListenerManager().addSchedulerListener(new Failures());
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot be set up", e);
    }
    this.planner = new Planner(scheduler, settings, pipeline.runs(), clock);
  }

  private ScheduleStore store() {
    // Other prefixes may share the schema without sharing the times.
    String name = "saleslens-" + pipeline.settings().names().prefix();
    return settings
        .store()
        .<ScheduleStore>map(it -> new MysqlStore(it, name))
        .orElseGet(MemoryStore::new);
  }

  private static Scheduler scheduler(ScheduleStore store) throws SchedulerException {
    Properties properties = store.properties();
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    // A time that is later than this, because its job or another was running, is made up for once.
    properties.setProperty("org.quartz.jobStore.misfireThreshold", "1000");
    // Quartz hands out the scheduler of the same name, if the JVM has one, instead of a new one.
    synchronized (SchedulerRepository.class) {
      Scheduler made = new StdSchedulerFactory(properties).getScheduler();
      SchedulerRepository.getInstance().remove(made.getSchedulerName());
      return made;
    }
  }

  private JobFactory jobs() {
    Map<Class<? extends Job>, Supplier<Job>> makers =
        Map.of(
            SyncJob.class, () -> new SyncJob(pipeline),
            RefreshJob.class, () -> new RefreshJob(pipeline),
            VerifyJob.class, () -> new VerifyJob(pipeline));
    return (fired, its) -> makers.get(fired.getJobDetail().getJobClass()).get();
  }

  /**
   * Begins: plans the jobs and catches up on what was missed.
   *
   * @throws MysqlException if the store cannot be reached or fails
   * @throws SettingsException if the store refuses the user or lacks the schema
   */
  public void start() {
    try {
      store.plan(
          () -> {
            planner.plan("sync", SyncJob.class, settings.sync());
            planner.plan("refresh", RefreshJob.class, settings.refresh());
            planner.plan("verify", VerifyJob.class, settings.verify());
          });
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot start", e);
    }
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

  /** Quartz tries again by itself, and logs each time with a stack trace; a line does. */
  private static final class Failures extends SchedulerListenerSupport {
    @Override
    public void schedulerError(String what, SchedulerException failure) {
      LOG.error("The schedule goes on trying: {} ({})", what, rootOf(failure).getMessage());
    }

    private static Throwable rootOf(Throwable failure) {
      return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }
  }
}
