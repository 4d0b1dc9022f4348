package io.saleslens.bench.api;

import java.util.Arrays;
import java.util.List;

/**
 * How long requests took.
 *
 * @param nanos of each, ascending, nanoseconds
 */
record Latencies(long[] nanos) {
  private static final double NANOS_PER_MILLI = 1e6;

  static Latencies of(List<long[]> parts) {
    return new Latencies(parts.stream().flatMapToLong(Arrays::stream).sorted().toArray());
  }

  int count() {
    return nanos.length;
  }

  /**
   * As long or less took at least this share of the requests, milliseconds.
   *
   * @param share above 0, at most 1
   */
  double millis(double share) {
    int rank = (int) Math.ceil(share * nanos.length);
    return nanos[rank - 1] / NANOS_PER_MILLI;
  }
}
