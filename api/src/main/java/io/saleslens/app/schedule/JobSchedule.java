package io.saleslens.app.schedule;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.ScheduleSettings;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.listeners.JobListenerSupport;
import org.quartz.spi.JobFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs at their times. All share one thread, so that no two of them write at once; a job
 * whose time comes meanwhile, however often, runs once afterwards. A time that passed while nothing
 * was running is made up for once at the start. Instances that share a store share the times too:
 * each is run by one of them. They also help with backfills that are shared, beside their jobs.
 *
 * <p>Runs that are asked for over the API take their turn on the same thread. They wait in the
 * record of runs; Quartz is only told to look there: when one is accepted, after each run, and at
 * the start, for those that were left waiting.
 */
public final class JobSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobSchedule.class);
  private static final Duration LONGEST_UNSEEN = Duration.ofSeconds(5);
  private static final Duration WATCH = Duration.ofSeconds(5);

  static final JobDetail REQUESTED =
      newJob(RequestedJob.class)
          .withIdentity(RequestedJob.NAME)
          .storeDurably()
          .requestRecovery()
          .build();

  private final Pipeline pipeline;
  private final ScheduleSettings settings;
  private final ScheduleStore store;
  private final Scheduler scheduler;
  private final Planner planner;
  private final Optional<BackfillCrew> crew;
  private final ScheduleWatch watch;
  private volatile boolean started;

  public JobSchedule(Pipeline pipeline, Clock clock) {
    this.pipeline = pipeline;
    this.settings = pipeline.settings().schedule();
    this.store = store();
    this.scheduler = Schedulers.oneThread(store, jobs());
    this.crew = settings.store().map(it -> BackfillCrew.of(pipeline));
    this.planner = new Planner(scheduler, settings, pipeline.runs(), clock);
    this.watch =
        new ScheduleWatch(new Watched(new ScheduleState(scheduler, clock)), this::changed, clock);
    pipeline.requests().onWaiting(this::runRequested, watch::problem);
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
            VerifyJob.class, () -> new VerifyJob(pipeline),
            RequestedJob.class, () -> new RequestedJob(pipeline));
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
      store.plan(this::plan);
      scheduler.getListenerManager().addJobListener(new AfterEach());
      started = true;
      runRequestedIfAny();
      scheduler.start();
      crew.ifPresent(BackfillCrew::join);
      watch.start(WATCH);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot start", e);
    }
  }

  private void plan() throws SchedulerException {
    planner.plan("sync", SyncJob.class, settings.sync());
    planner.plan("refresh", RefreshJob.class, settings.refresh());
    planner.plan("verify", VerifyJob.class, settings.verify());
    scheduler.addJob(REQUESTED, true);
  }

  /** Tells those who wait why they do, and gives them their turn once it can be. */
  private void changed(Optional<String> problem) {
    try {
      pipeline.requests().tellWaiting(problem);
    } catch (ElasticException | SettingsException e) {
      LOG.warn("Runs that wait could not be told why: {}", e.getMessage());
    }
    if (problem.isEmpty()) {
      runRequestedIfAny();
    }
  }

  /** The schedule as it is watched. */
  private final class Watched implements ScheduleWatch.Part {
    private final ScheduleState state;

    Watched(ScheduleState state) {
      this.state = state;
    }

    @Override
    public Optional<String> look() throws SchedulerException {
      return state.problem(settings.planned());
    }

    @Override
    public void mend() throws SchedulerException {
      if (!scheduler.isShutdown()) {
        store.plan(JobSchedule.this::plan);
        if (scheduler.isInStandbyMode()) {
          scheduler.start();
        }
      }
    }

    @Override
    public Optional<RuntimeException> storeFailure(SchedulerException failure) {
      return store.failure(failure);
    }
  }

  /** Has the run that has waited for longest take its turn. */
  private void runRequested() {
    if (!started) {
      // The start will look for those that wait.
      return;
    }
    try {
      scheduler.scheduleJob(
          newTrigger()
              .withIdentity(RequestedJob.NAME + "-" + UUID.randomUUID())
              .forJob(REQUESTED)
              .startNow()
              .build());
    } catch (SchedulerException e) {
      // It waits in the record, and is found after the next run of anything.
      LOG.warn("A run that was asked for is not begun yet: {}", e.getMessage());
    }
  }

  private void runRequestedIfAny() {
    try {
      if (pipeline.requests().next().isPresent()) {
        runRequested();
      }
    } catch (ElasticException | SettingsException e) {
      LOG.warn("Whether runs that were asked for wait cannot be told: {}", e.getMessage());
    }
  }

  /**
   * Looks for more after each run. What is told to Quartz at the stop is for the other instances.
   */
  private final class AfterEach extends JobListenerSupport {
    @Override
    public String getName() {
      return "requested runs";
    }

    @Override
    public void jobWasExecuted(JobExecutionContext context, JobExecutionException failure) {
      runRequestedIfAny();
    }
  }

  /** Asks the running job to stop, waits for it, and plans nothing any more. */
  @Override
  public void close() {
    watch.close();
    crew.ifPresent(BackfillCrew::close);
    Schedulers.stop(scheduler);
  }
}
