package io.saleslens.app.schedule;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.ScheduleSettings;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.quartz.Job;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.spi.JobFactory;

/**
 * Runs the jobs at their times. All share one thread, so that no two of them write at once; a job
 * whose time comes meanwhile, however often, runs once afterwards. A time that passed while nothing
 * was running is made up for once at the start. Instances that share a store share the times too:
 * each is run by one of them. They also help with backfills that are shared, beside their jobs.
 */
public final class JobSchedule implements AutoCloseable {
  private static final Duration LONGEST_UNSEEN = Duration.ofSeconds(5);

  private final Pipeline pipeline;
  private final ScheduleSettings settings;
  private final ScheduleStore store;
  private final Scheduler scheduler;
  private final Planner planner;
  private final Optional<BackfillCrew> crew;

  public JobSchedule(Pipeline pipeline, Clock clock) {
    this.pipeline = pipeline;
    this.settings = pipeline.settings().schedule();
    this.store = store();
    this.scheduler = Schedulers.oneThread(store, jobs());
    this.crew = settings.store().map(it -> BackfillCrew.of(pipeline));
    this.planner = new Planner(scheduler, settings, pipeline.runs(), clock);
  }

  private ScheduleStore store() {
    // Other prefixes may share the schema without sharing the times.
    String name = "saleslens-" + pipeline.settings().names().prefix();
    return settings
        .store()
        .<ScheduleStore>map(it -> new MysqlStore(it, name, LONGEST_UNSEEN))
        .orElseGet(MemoryStore::new);
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
      crew.ifPresent(BackfillCrew::join);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot start", e);
    }
  }

  /** Asks the running job to stop, waits for it, and plans nothing any more. */
  @Override
  public void close() {
    crew.ifPresent(BackfillCrew::close);
    Schedulers.stop(scheduler);
  }
}
