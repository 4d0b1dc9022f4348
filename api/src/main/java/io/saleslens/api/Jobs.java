package io.saleslens.api;

import io.saleslens.indexer.elastic.ElasticException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The jobs and their runs, in whatever instance they run. All methods throw {@link
 * ElasticException} if the record of runs cannot be read or written.
 */
public interface Jobs {
  /** How a job stands. */
  JobState state(JobName job);

  /**
   * What became of a request for a run.
   *
   * @param isNew false if the same request was accepted before
   */
  record Accepted(Run run, boolean isNew) {}

  /**
   * Accepts a run, which begins when nothing else runs. On return it is recorded and will not be
   * forgotten.
   *
   * @param key the same key for the same job and order means the same run, in all instances
   * @param by name of the caller's token; empty if there are no tokens
   * @throws RefusedRunException if it is not accepted
   */
  Accepted start(JobName job, RunOrder order, Optional<String> key, Optional<String> by);

  /**
   * Has a run stop: one that waits at once, one that runs as if it were interrupted, within seconds
   * and in whatever instance.
   *
   * @return the run; empty if there is none of that id
   * @throws RefusedRunException if it has ended
   */
  Optional<Run> cancel(JobName job, String runId, Optional<String> by);

  /** A run; empty if there is none of that id. */
  Optional<Run> run(JobName job, String runId);

  /** A place in the history: that of a run. */
  record Position(Instant requestedAt, String runId) {}

  /**
   * The runs of a job, newest first.
   *
   * @param outcome only these; empty means all
   * @param after only those behind that place
   * @param most how many at most
   */
  List<Run> history(JobName job, Optional<RunOutcome> outcome, Optional<Position> after, int most);
}
