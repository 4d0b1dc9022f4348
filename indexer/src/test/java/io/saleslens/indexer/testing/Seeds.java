package io.saleslens.indexer.testing;

import java.util.Random;

/**
 * Random tests: {@code -Dsaleslens.test.cases} says how many cases, {@code -Dsaleslens.test.seed}
 * with which they begin.
 */
public final class Seeds {
  private Seeds() {}

  /** What a case is made from. */
  @FunctionalInterface
  public interface Case {
    void run(Random random) throws Exception;
  }

  /**
   * Runs cases, each from a seed of its own.
   *
   * @param usual how many where it is not said
   * @throws AssertionError if one fails; it names the seed
   */
  public static void forEach(int usual, Case one) {
    long first = Long.getLong("saleslens.test.seed", 1);
    int cases = Integer.getInteger("saleslens.test.cases", usual);
    for (long seed = first; seed < first + cases; seed++) {
      try {
        one.run(new Random(seed));
      } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
        throw new AssertionError("-Dsaleslens.test.cases=1 -Dsaleslens.test.seed=" + seed, e);
      }
    }
  }
}
