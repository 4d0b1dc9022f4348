package io.saleslens.bench.setup;

import java.util.OptionalLong;

/**
 * What was asked for.
 *
 * @param rows how many sales; absent means what suits the benchmark
 * @param runs of each contender that count
 * @param warmups runs of each contender that do not count
 */
public record BenchOptions(OptionalLong rows, int runs, int warmups) {
  /** How many sales. */
  public long rows(long usual) {
    return rows.orElse(usual);
  }
}
