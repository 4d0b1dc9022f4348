package io.saleslens.app.demo;

import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * All chance of the demo. Uses neither the clock nor {@code java.lang.Math}, whose last bit may
 * differ between machines, so that a seed means the same sales everywhere.
 */
final class Dice {
  private final RandomGenerator random;

  Dice(long seed) {
    random = new MersenneTwister(seed);
  }

  /** True with probability {@code p}. */
  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  /** In [0, 1). */
  double unit() {
    return random.nextDouble();
  }

  /** In [low, high). */
  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** From {@code low} to {@code high}, both included. */
  int whole(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** In [0, bound). */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Mean 0, standard deviation 1. */
  double normal() {
    return random.nextGaussian();
  }

  /** One of the given, all equally likely. */
  @SafeVarargs
  final <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The long-tailed shape of sizes and delays: its median, and the sigma of its logarithm. */
  RealDistribution longTailed(double median, double sigma) {
    return new LogNormalDistribution(
        random,
        FastMath.log(median),
        sigma,
        LogNormalDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY);
  }
}
