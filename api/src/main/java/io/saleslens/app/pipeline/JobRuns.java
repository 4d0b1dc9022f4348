package io.saleslens.app.pipeline;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.app.pipeline.JobResult.Counts;
import io.saleslens.indexer.LeaseException;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Keeps a document for each run of a job, from its start on, and writes a log line at its end. */
public final class JobRuns {
  private static final Logger LOG = LoggerFactory.getLogger(JobRuns.class);
  private static final String RUNNING = "running";
  private static final String STOPPED = "stopped";
  private static final String KILLED = "killed";
  private static final String REFUSED = "refused";

  private final Elastic elastic;
  private final Indices indices;
  private final String index;
  private final Clock clock;
  private final List<Consumer<JobRun>> listeners = new CopyOnWriteArrayList<>();

  JobRuns(Elastic elastic, IndexNames names, Clock clock) {
    this.elastic = elastic;
    this.indices = new Indices(elastic);
    this.index = names.jobRuns();
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
    T run() throws InterruptedException;
  }

  /** Runs a job and keeps a record of it, however it ends. */
  <T extends JobResult> T record(String job, Trigger trigger, Work<T> work)
      throws InterruptedException {
    Running running = new Running(job, trigger);
    MDC.put("run", running.id);
    running.keep(RUNNING, null, null);
    try {
      T report = work.run();
      running.keep(report.outcome().shown(), null, report);
      LOG.info("{}", report.summary());
      return report;
    } catch (InterruptedException e) {
      // Keeping the record needs a thread that is not interrupted.
      boolean interrupted = Thread.interrupted();
      running.keep(STOPPED, "stopped before its end", null);
      LOG.info("{}: stopped; what is acknowledged stays, the next run goes on from there", job);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    } catch (RuntimeException | Error e) {
      boolean interrupted = Thread.interrupted();
      running.keep(interrupted ? STOPPED : "failed", String.valueOf(e.getMessage()), null);
      if (interrupted) {
        throw stopped(e);
      }
      throw e;
    } finally {
      MDC.remove("run");
    }
  }

  /** Keeps a record of a run that did not begin, as another instance holds the lease. */
  void refused(String job, Trigger trigger, LeaseException refusal) {
    new Running(job, trigger).keep(REFUSED, refusal.getMessage(), null);
  }

  private static InterruptedException stopped(Throwable cause) {
    InterruptedException stopped = new InterruptedException("Stopped");
    stopped.initCause(cause);
    return stopped;
  }

  /**
   * Ends the records of runs that did not live to do it themselves. To be called by one who knows
   * that nothing is running.
   */
  void endKilled() {
    indices.refresh(index);
    Query running = Query.of(q -> q.term(t -> t.field("outcome").value(RUNNING)));
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
                          .doc(Map.of("outcome", KILLED, "error", "killed before its end")),
                  Object.class));
    }
  }

  /**
   * When the last run of a job that came to its own end was started, by anyone; empty if there was
   * none. One that was stopped or killed on the way does not count: it is still to be done.
   */
  public Optional<Instant> lastEndedStart(String job) {
    indices.refresh(index);
    Query ended =
        Query.of(
            q ->
                q.bool(
                    b ->
                        b.filter(f -> f.term(t -> t.field("job").value(job)))
                            .mustNot(n -> n.term(t -> t.field("outcome").value(RUNNING)))
                            .mustNot(n -> n.term(t -> t.field("outcome").value(STOPPED)))
                            .mustNot(n -> n.term(t -> t.field("outcome").value(KILLED)))
                            .mustNot(n -> n.term(t -> t.field("outcome").value(REFUSED)))));
    return Hits.latest(elastic, index, ended, "started_at")
        .map(run -> Instant.parse(run.path("started_at").asText()));
  }

  /** A run in progress. */
  private final class Running {
    private final String job;
    private final Trigger trigger;
    private final Instant startedAt = clock.instant();
    private final long heapBefore = heapInUse();
    private final String id;

    Running(String job, Trigger trigger) {
      this.job = job;
      this.trigger = trigger;
      this.id = job + "|" + startedAt + "|" + UUID.randomUUID();
    }

    /** A record that cannot be kept must not undo work that is done. */
    void keep(String outcome, String error, JobResult report) {
      JobRun run = document(outcome, error, report == null ? Counts.NONE : report.counts());
      try {
        elastic.ask(
            "keeping the run of " + job,
            client -> client.index(i -> i.index(index).id(id).requireAlias(true).document(run)));
      } catch (ElasticException e) {
        LOG.warn("The run of {} could not be recorded: {}", job, e.getMessage());
      }
      if (run.endedAt() != null) {
        tell(run);
      }
    }

    private JobRun document(String outcome, String error, Counts counts) {
      boolean ended = !outcome.equals(RUNNING);
      Instant now = clock.instant();
      return new JobRun(
          job,
          trigger.shown(),
          trigger.scheduledFor().orElse(null),
          startedAt,
          ended ? now : null,
          ended ? Duration.between(startedAt, now).toMillis() : null,
          counts,
          heapBefore,
          ended ? heapInUse() : null,
          outcome,
          CardMask.mask(error));
    }
  }

  private static long heapInUse() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
