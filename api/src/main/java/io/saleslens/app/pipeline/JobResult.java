package io.saleslens.app.pipeline;

import io.saleslens.api.RunOutcome;
import java.util.Optional;

/** What the reports of all jobs have in common. */
public interface JobResult {
  /** One line with counts and rates. */
  String summary();

  /** How it ended. */
  Outcome outcome();

  /** What went wrong though the job came to its end, in a line; usually nothing. */
  default Optional<String> error() {
    return Optional.empty();
  }

  /** What is kept in the record of the run. */
  Counts counts();

  /** How a job that came to its end ended. */
  enum Outcome {
    /** As it should. */
    DONE(RunOutcome.DONE),
    /** But some rows were rejected. */
    REJECTS(RunOutcome.REJECTS),
    /** But a check found differences, and they stand; or days could not be computed. */
    DIFFERENCES(RunOutcome.DIFFERENCES);

    private final RunOutcome kept;

    Outcome(RunOutcome kept) {
      this.kept = kept;
    }

    /** As it stands in the record of the run. */
    RunOutcome kept() {
      return kept;
    }
  }

  /**
   * Numbers of a run.
   *
   * @param rows rows read from MySQL
   * @param written sales written
   * @param rejects rows rejected
   * @param lateRows rows that came late, see {@link io.saleslens.indexer.IndexReport}
   * @param days business days computed or compared, or found dirty where nothing is computed
   * @param suspects suspect sales on the days looked at
   * @param differences days on which something differs
   */
  record Counts(
      long rows,
      long written,
      long rejects,
      long lateRows,
      long days,
      long suspects,
      long differences) {}
}
