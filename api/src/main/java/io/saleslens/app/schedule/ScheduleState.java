package io.saleslens.app.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** Whether Quartz can fire what is planned, told by its state, its triggers and their times. */
final class ScheduleState {
  /** Quartz makes up for what was missed within seconds, if a thread is free. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** No job takes that long, but for a backfill that nothing waits for. */
  private static final Duration STUCK = Duration.ofDays(1);

  private final Scheduler scheduler;
  private final Clock clock;

  ScheduleState(Scheduler scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * What keeps it from firing.
   *
   * @param planned names of the jobs that have a time
   * @return empty if nothing
   */
  Optional<String> problem(Collection<String> planned) throws SchedulerException {
    if (scheduler.isShutdown()) {
      return Optional.of("the scheduler is shut down; start Saleslens anew");
    }
    if (scheduler.isInStandbyMode()) {
      return Optional.of("the scheduler stands still");
    }
    if (!scheduler.checkExists(JobSchedule.REQUESTED.getKey())) {
      return Optional.of("the job for runs that are asked for is missing in the schedule's store");
    }
    for (String job : planned) {
      Optional<String> found = problem(job);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> problem(String job) throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(job);
    Trigger trigger = scheduler.getTrigger(key);
    if (trigger == null) {
      return Optional.of("the time of %s is missing in the schedule's store".formatted(job));
    }
    Trigger.TriggerState state = scheduler.getTriggerState(key);
    if (state == Trigger.TriggerState.ERROR
        || state == Trigger.TriggerState.PAUSED
        || state == Trigger.TriggerState.COMPLETE) {
      return Optional.of("the time of %s is in the state %s".formatted(job, state));
    }
    Date next = trigger.getNextFireTime();
    if (next == null) {
      return Optional.of("%s has no next time".formatted(job));
    }
    // one that is blocked waits for the same job, here or in another instance
    return state == Trigger.TriggerState.BLOCKED
        ? Optional.empty()
        : overdue(job, next.toInstant());
  }

  private Optional<String> overdue(String job, Instant due) throws SchedulerException {
    Instant now = clock.instant();
    if (!due.plus(GRACE).isBefore(now)) {
      return Optional.empty();
    }
    List<JobExecutionContext> running = scheduler.getCurrentlyExecutingJobs();
    if (running.isEmpty()) {
      return Optional.of("%s was due at %s and did not begin".formatted(job, due));
    }
    JobExecutionContext first = running.get(0);
    Instant since = first.getFireTime().toInstant();
    return since.plus(STUCK).isBefore(now)
        ? Optional.of(
            "%s was due at %s and waits for %s, which has run since %s"
                .formatted(job, due, first.getJobDetail().getKey().getName(), since))
        : Optional.empty();
  }
}
