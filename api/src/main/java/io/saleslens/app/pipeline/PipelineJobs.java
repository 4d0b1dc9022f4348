package io.saleslens.app.pipeline;

import io.saleslens.api.JobName;
import io.saleslens.api.JobState;
import io.saleslens.api.Jobs;
import io.saleslens.api.Run;
import io.saleslens.api.RunOrder;
import io.saleslens.api.RunOutcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jobs of a pipeline, as the record of runs and the settings have them. */
final class PipelineJobs implements Jobs {
  private final RunStore store;
  private final RequestedRuns requests;
  private final ScheduleSettings schedule;
  private final Clock clock;

  PipelineJobs(RunStore store, RequestedRuns requests, ScheduleSettings schedule, Clock clock) {
    this.store = store;
    this.requests = requests;
    this.schedule = schedule;
    this.clock = clock;
  }

  @Override
  public JobState state(JobName job) {
    Optional<String> cron = cron(job);
    return new JobState(
        job,
        cron,
        cron.flatMap(it -> schedule.next(it, clock.instant())),
        store.latest(RunStore.job(job), "scheduled_for").map(Run::scheduledFor),
        count(job, RunOutcome.RUNNING) > 0,
        count(job, RunOutcome.WAITING),
        store.latest(RunStore.job(job), "started_at"));
  }

  private long count(JobName job, RunOutcome outcome) {
    return store.count(List.of(RunStore.job(job), RunStore.outcome(outcome)));
  }

  private Optional<String> cron(JobName job) {
    return switch (job) {
      case SYNC -> schedule.sync();
      case REFRESH -> schedule.refresh();
      case VERIFY -> schedule.verify();
      case BACKFILL, IMPORT -> Optional.empty();
    };
  }

  @Override
  public Accepted start(JobName job, RunOrder order, Optional<String> key, Optional<String> by) {
    return requests.accept(job, order, key, by);
  }

  @Override
  public Optional<Run> cancel(JobName job, String runId, Optional<String> by) {
    return requests.cancel(job, runId, by);
  }

  @Override
  public Optional<Run> run(JobName job, String runId) {
    return store.see(runId).map(RunStore.Seen::run).filter(it -> it.job().equals(job.toString()));
  }

  @Override
  public List<Run> history(
      JobName job, Optional<RunOutcome> outcome, Optional<Position> after, int most) {
    List<RunStore.Conditions> conditions = new ArrayList<>();
    conditions.add(RunStore.job(job));
    outcome.map(RunStore::outcome).ifPresent(conditions::add);
    return store.newest(after, most, conditions);
  }
}
