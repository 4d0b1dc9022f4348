package io.saleslens.indexer.meter;

import java.time.Duration;

/**
 * Is told what is done and what fails for the moment, so that somebody can count it. Called by many
 * threads, in the middle of their work: must return at once and throw nothing.
 */
public interface Meters {
  /** Counts nothing. */
  Meters NONE = new Meters() {};

  /**
   * A batch of rows is durable, as sales or as rejects.
   *
   * @param read rows of the batch
   * @param written sales written
   * @param rejected rows refused
   * @param late those among the sales written that came late
   */
  default void rows(long read, long written, long rejected, long late) {}

  /**
   * @param lag how late the latest of the rows was that came late in the run under way, or the last
   *     one; zero if none did
   */
  default void oldestLateRow(Duration lag) {}

  /**
   * A bulk request was answered.
   *
   * @param took from the first attempt to the answer
   * @param noRoom operations that Elasticsearch had no room for at the moment, which are sent again
   * @param nextBytes how large bodies are from now on
   */
  default void bulk(Duration took, int noRoom, int nextBytes) {}

  /** How far MySQL's clock was ahead of the others when a run began; below zero if behind. */
  default void mysqlClockAhead(Duration ahead) {}

  /** A request to Elasticsearch failed and is tried again. */
  default void elasticsearchRetry() {}

  /** A read from MySQL failed and is tried again. */
  default void mysqlRetry() {}
}
