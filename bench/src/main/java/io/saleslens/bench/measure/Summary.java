package io.saleslens.bench.measure;

import java.util.Arrays;

/**
 * What several runs come to.
 *
 * @param median of an even number, the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Summary(double median, double min, double max) {
  /**
   * @param values at least one, in any order
   */
  public static Summary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Summary(median, sorted[0], sorted[sorted.length - 1]);
  }
}
