package io.saleslens.bench.setup;

import io.saleslens.bench.measure.Comparison;
import java.util.function.Consumer;

/**
 * What a benchmark is given.
 *
 * @param servers to measure on
 * @param options what was asked for
 * @param say takes a line about what is going on
 */
public record BenchContext(BenchServers servers, BenchOptions options, Consumer<String> say) {
  /**
   * A comparison with as many runs as were asked for.
   *
   * @param unit of the work, such as "rows"
   */
  public Comparison comparison(String unit) {
    return new Comparison(unit, options.runs(), options.warmups(), say);
  }
}
