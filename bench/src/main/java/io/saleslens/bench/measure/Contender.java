package io.saleslens.bench.measure;

/** One of the ways to do the same work. */
public interface Contender {
  /** What it is called in the results. */
  String name();

  /** Brings the servers into the state that each run begins in; not measured. */
  default void prepare() throws Exception {}

  /**
   * Does the work; measured.
   *
   * @return how much was done, in the unit of the comparison
   */
  long run() throws Exception;
}
