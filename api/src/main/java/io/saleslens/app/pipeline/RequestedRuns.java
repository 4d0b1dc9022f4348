package io.saleslens.app.pipeline;

import io.saleslens.api.JobName;
import io.saleslens.api.Jobs.Accepted;
import io.saleslens.api.RefusedRunException;
import io.saleslens.api.RefusedRunException.Reason;
import io.saleslens.api.Run;
import io.saleslens.api.RunOrder;
import io.saleslens.api.RunOutcome;
import io.saleslens.indexer.card.Masked;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are asked for over the API. Their records are the queue: a run waits in the index,
 * where whoever runs jobs finds it, also after all have been started anew. Of several who want to
 * begin or to cancel one, the first to write its record does.
 */
public final class RequestedRuns {
  private static final Logger LOG = LoggerFactory.getLogger(RequestedRuns.class);

  /** More than anybody starts by hand; fewer than what a script in a loop would leave behind. */
  private static final int MOST_WAITING = 100;

  private static final int ID_DIGITS = 32;

  /** A run's record is written once a second at most, so hardly any two meet. */
  private static final int TRIES = 10;

  private final JobRuns runs;
  private final RunStore store;
  private final Clock clock;
  private volatile Runnable wakeUp;
  private volatile Supplier<Optional<String>> schedule = Optional::empty;

  RequestedRuns(JobRuns runs, RunStore store, Clock clock) {
    this.runs = runs;
    this.store = store;
    this.clock = clock;
  }

  /**
   * This process runs them from now on.
   *
   * @param wakeUp is called when one waits
   * @param problem what keeps it from running any; empty if nothing
   */
  public void onWaiting(Runnable wakeUp, Supplier<Optional<String>> problem) {
    this.schedule = problem;
    this.wakeUp = wakeUp;
  }

  /** What keeps this process from running jobs; empty if nothing does, or it runs none anyway. */
  public Optional<String> problem() {
    return schedule.get();
  }

  /** Says in the records of those that wait why they do; takes it back if nothing keeps them. */
  public void tellWaiting(Optional<String> problem) {
    for (Run run :
        store.newest(
            Optional.empty(), MOST_WAITING, List.of(RunStore.outcome(RunOutcome.WAITING)))) {
      tell(run.runId(), problem);
    }
  }

  /** One that begins meanwhile is left alone. */
  private void tell(String id, Optional<String> problem) {
    Optional<RunStore.Seen> seen =
        store.see(id).filter(it -> it.run().outcome() == RunOutcome.WAITING);
    seen.ifPresent(
        it -> store.change(it, RunStore.error(problem.map(RequestedRuns::waits).orElse(null))));
  }

  private static String waits(String problem) {
    return Masked.of("It waits, as the schedule cannot fire: " + problem);
  }

  /** The one that has waited for longest. */
  public Optional<Run> next() {
    return store.oldest(List.of(RunStore.outcome(RunOutcome.WAITING)));
  }

  /** Says of one that it could not begin, unless it has. */
  public void failed(Run run, RuntimeException failure) {
    RunRequest request = new RunRequest(run.job(), Trigger.api(run.runId()), run.order());
    runs.notBegun(request, RunOutcome.FAILED, String.valueOf(failure.getMessage()));
  }

  Accepted accept(JobName job, RunOrder order, Optional<String> key, Optional<String> by) {
    requireHere();
    String id = key.map(it -> idOf(job, it)).orElseGet(RunRecord::newId);
    Optional<Run> known = key.isPresent() ? run(id) : Optional.empty();
    if (known.isPresent()) {
      return acceptedBefore(known.get(), order);
    }
    requireRoom();
    RunRequest request = new RunRequest(job.toString(), Trigger.api(id), order);
    JobRun waiting = RunRecord.waiting(id, request, by, clock.instant());
    boolean isNew = store.create(waiting);
    Run run = run(id).orElseThrow();
    if (!isNew && key.isPresent()) {
      return acceptedBefore(run, order);
    }
    if (problem().isPresent()) {
      tell(id, problem());
      run = run(id).orElseThrow();
    }
    LOG.info("{}: run {} accepted from {}", job, id, by.orElse("anybody"));
    wakeUp.run();
    return new Accepted(run, true);
  }

  private Optional<Run> run(String id) {
    return store.see(id).map(RunStore.Seen::run);
  }

  private Accepted acceptedBefore(Run run, RunOrder order) {
    if (!run.order().equals(order)) {
      throw new RefusedRunException(
          Reason.KEY_REUSED,
          "This Idempotency-Key was used for the run %s with another body. Take a new key for a new request."
              .formatted(run.runId()));
    }
    if (run.outcome() == RunOutcome.WAITING) {
      // Whoever accepted it may have died before it woke anybody.
      wakeUp.run();
    }
    return new Accepted(run, false);
  }

  /** The same in all instances, so that only one of them can make the record. */
  private static String idOf(JobName job, String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((job + "\n" + key).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void requireHere() {
    if (wakeUp == null) {
      throw new RefusedRunException(
          Reason.NO_JOBS_HERE,
          "This server runs no jobs. Ask one that was started by './saleslens run', or type './saleslens sync' and the like.");
    }
  }

  private void requireRoom() {
    long waiting = store.count(List.of(RunStore.outcome(RunOutcome.WAITING)));
    if (waiting >= MOST_WAITING) {
      throw new RefusedRunException(
          Reason.TOO_MANY_WAIT,
          "%d runs wait already, and no more are taken. Wait until some are done, or cancel some."
              .formatted(waiting));
    }
  }

  Optional<Run> cancel(JobName job, String id, Optional<String> by) {
    requireHere();
    for (int i = 0; i < TRIES; i++) {
      Optional<RunStore.Seen> seen =
          store.see(id).filter(it -> it.run().job().equals(job.toString()));
      if (seen.isEmpty()) {
        return Optional.empty();
      }
      if (isCancelled(seen.get().run()) || store.change(seen.get(), end(seen.get().run()))) {
        LOG.info("{}: run {} cancelled by {}", job, id, by.orElse("anybody"));
        return run(id);
      }
    }
    throw new IllegalStateException("The run " + id + " is written all the time");
  }

  /** Asked for again, as when an answer got lost: it stays as it is. */
  private static boolean isCancelled(Run run) {
    return run.cancelRequestedAt() != null
        && (!run.outcome().isEnd() || run.outcome() == RunOutcome.STOPPED);
  }

  private Map<String, Object> end(Run run) {
    if (run.outcome().isEnd()) {
      throw new RefusedRunException(
          Reason.ENDED, "The run %s has ended: %s.".formatted(run.runId(), run.outcome()));
    }
    Instant now = clock.instant();
    Map<String, Object> changes = new HashMap<>();
    changes.put("cancel_requested_at", now);
    if (run.outcome() == RunOutcome.WAITING) {
      changes.put("outcome", RunOutcome.STOPPED);
      changes.put("ended_at", now);
      changes.put("error", "cancelled before it began");
    }
    return changes;
  }
}
