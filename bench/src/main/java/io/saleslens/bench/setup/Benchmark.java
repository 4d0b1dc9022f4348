package io.saleslens.bench.setup;

/** A question about speed, and the way to answer it. */
public interface Benchmark {
  /** What it is called on the command line. */
  String name();

  /** What its figures show, in a sentence. */
  String shows();

  /**
   * Looks for what this machine must have besides Java, before anything is started.
   *
   * @throws io.saleslens.indexer.settings.SettingsException if it is missing
   */
  default void requireTools() {}

  /**
   * Measures. What is made on the servers may be left there: it is removed when all is done.
   *
   * @throws InterruptedException if interrupted
   */
  BenchResult run(BenchContext context) throws Exception;
}
