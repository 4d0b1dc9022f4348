package io.saleslens.app.pipeline;

import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.api.RunOutcome;
import io.saleslens.indexer.LeaseException;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.thread.OutOfMemory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Keeps a document for each run of a job, from its start on, and writes a log line at its end. */
public final class JobRuns {
  private static final Logger LOG = LoggerFactory.getLogger(JobRuns.class);

  /** Of runs that did not do what they were to do, by no fault of theirs. */
  private static final Set<RunOutcome> STILL_TO_BE_DONE =
      Set.of(
          RunOutcome.WAITING,
          RunOutcome.RUNNING,
          RunOutcome.STOPPED,
          RunOutcome.KILLED,
          RunOutcome.REFUSED);

  private final Elastic elastic;
  private final Indices indices;
  private final String index;
  private final RunStore store;
  private final Clock clock;
  private final List<Consumer<JobRun>> listeners = new CopyOnWriteArrayList<>();

  JobRuns(Elastic elastic, IndexNames names, Clock clock) {
    this.elastic = elastic;
    this.indices = new Indices(elastic);
    this.index = names.jobRuns();
    this.store = new RunStore(elastic, index);
    this.clock = clock;
  }

  static IndexDefinition definition(IndexNames names) {
    return IndexDefinition.of(JobRuns.class, "job_runs", names.jobRuns(), 1, false);
  }

  /**
   * Has somebody told of each run of this process that ended, however it did, once that is kept.
   * Called by the thread that ran it; what is thrown is logged and changes nothing.
   */
  public void onEnd(Consumer<JobRun> listener) {
    listeners.add(listener);
  }

  private void tell(JobRun ended) {
    for (Consumer<JobRun> listener : listeners) {
      try {
        listener.accept(ended);
      } catch (RuntimeException e) {
        LOG.warn("What follows the end of {} failed", ended.job(), e);
      }
    }
  }

  /** The work of a job. */
  @FunctionalInterface
  interface Work<T extends JobResult> {
    T run(Progress progress) throws InterruptedException;
  }

  /**
   * Runs a job and keeps a record of it, however it ends.
   *
   * @throws RunGoneException if it was accepted over the API and does not wait any more
   */
  <T extends JobResult> T record(RunRequest request, Progress progress, Work<T> work)
      throws InterruptedException {
    RunRecord record = begin(request);
    MDC.put("run", record.id());
    String job = request.job();
    ProgressMeter meter = new ProgressMeter(clock);
    RunWatch watch = new RunWatch(store, record.id(), progress, meter);
    try {
      T report = work.run(watch);
      watch.close();
      if (watch.isCancelled()) {
        // It came too late, and must not reach what this thread does next.
        Thread.interrupted();
      }
      end(record.done(report, meter.now()));
      LOG.info("{}", report.summary());
      return report;
    } catch (InterruptedException e) {
      watch.close();
      // Keeping the record needs a thread that is not interrupted.
      boolean interrupted = Thread.interrupted();
      end(record.broken(RunOutcome.STOPPED, how(watch), meter.now()));
      LOG.info("{}: stopped; what is acknowledged stays, the next run goes on from there", job);
      if (interrupted && !watch.isCancelled()) {
        Thread.currentThread().interrupt();
      }
      throw e;
    } catch (RuntimeException | Error e) {
      OutOfMemory.endIf(e);
      watch.close();
      boolean interrupted = Thread.interrupted() || watch.isCancelled();
      end(
          record.broken(
              interrupted ? RunOutcome.STOPPED : RunOutcome.FAILED,
              watch.isCancelled() ? how(watch) : String.valueOf(e.getMessage()),
              meter.now()));
      if (interrupted) {
        throw stopped(e);
      }
      throw e;
    } finally {
      MDC.remove("run");
    }
  }

  private static String how(RunWatch watch) {
    return watch.isCancelled() ? "cancelled" : "stopped before its end";
  }

  private static InterruptedException stopped(Throwable cause) {
    InterruptedException stopped = new InterruptedException("Stopped");
    stopped.initCause(cause);
    return stopped;
  }

  private RunRecord begin(RunRequest request) {
    Optional<String> accepted = request.trigger().runId();
    if (accepted.isPresent()) {
      return beginAccepted(accepted.get(), request);
    }
    RunRecord record = RunRecord.of(request, clock);
    keep(record.begun());
    return record;
  }

  /** Only one of those who want to begin it, or to cancel it, does. */
  private RunRecord beginAccepted(String id, RunRequest request) {
    RunStore.Seen seen = waiting(id);
    if (seen.run().error() != null) {
      // why it waited
      store.change(seen, RunStore.error(null));
      seen = waiting(id);
    }
    RunRecord record = RunRecord.of(seen.run(), request, clock);
    if (!store.change(seen, record.begun()) && !isBegun(record)) {
      throw new RunGoneException(id);
    }
    return record;
  }

  private RunStore.Seen waiting(String id) {
    return store
        .see(id)
        .filter(it -> it.run().outcome() == RunOutcome.WAITING)
        .orElseThrow(() -> new RunGoneException(id));
  }

  /** The answer to the write that came through may be lost. */
  private boolean isBegun(RunRecord record) {
    return store
        .see(record.id())
        .map(RunStore.Seen::run)
        .filter(it -> it.outcome() == RunOutcome.RUNNING)
        .filter(it -> it.startedAt().equals(record.startedAt()))
        .isPresent();
  }

  private void end(JobRun run) {
    keep(run);
    tell(run);
  }

  /** A record that cannot be kept must not undo work that is done. */
  private void keep(JobRun run) {
    try {
      store.keep(run);
    } catch (ElasticException e) {
      LOG.warn("The run of {} could not be recorded: {}", run.job(), e.getMessage());
    }
  }

  /** Keeps a record of a run that did not begin, as another instance holds the lease. */
  void refused(RunRequest request, LeaseException refusal) {
    notBegun(request, RunOutcome.REFUSED, refusal.getMessage());
  }

  /** Keeps a record of a run that could not begin. One that does not wait any more stays. */
  void notBegun(RunRequest request, RunOutcome outcome, String error) {
    Optional<String> accepted = request.trigger().runId();
    if (accepted.isEmpty()) {
      end(RunRecord.of(request, clock).broken(outcome, error, Optional.empty()));
      return;
    }
    Optional<RunStore.Seen> waiting =
        store.see(accepted.get()).filter(it -> it.run().outcome() == RunOutcome.WAITING);
    if (waiting.isPresent()) {
      JobRun ended =
          RunRecord.of(waiting.get().run(), request, clock)
              .broken(outcome, error, Optional.empty());
      if (store.change(waiting.get(), ended)) {
        tell(ended);
      }
    }
  }

  /**
   * Ends the records of runs that did not live to do it themselves. To be called by one who knows
   * that nothing is running.
   */
  void endKilled() {
    indices.refresh(index);
    Query running = Query.of(q -> q.bool(b -> is(b, RunOutcome.RUNNING)));
    List<String> killed = new ArrayList<>();
    Hits.forEach(elastic, index, running, "started_at", hit -> killed.add(hit.id()));
    for (String id : killed) {
      LOG.warn("The run {} was killed before its end", id);
      elastic.ask(
          "ending the run " + id,
          client ->
              client.update(
                  u ->
                      u.index(index)
                          .id(id)
                          .refresh(Refresh.True)
                          .doc(
                              Map.of(
                                  "outcome",
                                  RunOutcome.KILLED.toString(),
                                  "error",
                                  "killed before its end")),
                  Object.class));
    }
  }

  private static BoolQuery.Builder is(BoolQuery.Builder query, RunOutcome outcome) {
    RunStore.outcome(outcome).accept(query);
    return query;
  }

  /**
   * When the last run of a job for all days that came to its own end was started, by anyone; empty
   * if there was none. One that was stopped or killed on the way does not count: it is still to be
   * done.
   */
  public Optional<Instant> lastEndedStart(String job) {
    indices.refresh(index);
    Query ended =
        Query.of(
            q ->
                q.bool(
                    b -> {
                      b.filter(f -> f.term(t -> t.field("job").value(job)))
                          .mustNot(n -> n.exists(e -> e.field("from")));
                      STILL_TO_BE_DONE.forEach(
                          it ->
                              b.mustNot(n -> n.term(t -> t.field("outcome").value(it.toString()))));
                      return b;
                    }));
    return Hits.latest(elastic, index, ended, "started_at")
        .map(run -> Instant.parse(run.path("started_at").asText()));
  }
}
