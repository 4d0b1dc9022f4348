package io.saleslens.app.pipeline;

/** What the reports of all jobs have in common. */
public interface JobResult {
  /** One line with counts and rates. */
  String summary();

  /** How it ended. */
  Outcome outcome();

  /** What is kept in the record of the run. */
  Counts counts();

  /** How a job that came to its end ended. */
  enum Outcome {
    /** As it should. */
    DONE("done"),
    /** But some rows were rejected. */
    REJECTS("rejects"),
    /** But a check found differences, and they stand. */
    DIFFERENCES("differences");

    private final String shown;

    Outcome(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
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
      long differences) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
  }
}
