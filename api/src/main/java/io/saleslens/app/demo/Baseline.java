package io.saleslens.app.demo;

/**
 * A shop's weekly figures as of a day, over the seven calendar days before it.
 *
 * @param totalSale won
 * @param numCustomer 0 when the shop sold nothing in those days: then there is no baseline
 */
record Baseline(long totalSale, long numCustomer) {
  private static final long AOV_MULTIPLE = 2;

  boolean exists() {
    return numCustomer > 0;
  }

  /** Whether repeats of this amount are suspect; in whole numbers, as the contract has it. */
  boolean isExceededBy(long amount) {
    return exists() && amount * numCustomer > AOV_MULTIPLE * totalSale;
  }

  /** The greatest amount, in won, whose repeats are harmless; only where there is a baseline. */
  long greatestHarmless() {
    return AOV_MULTIPLE * totalSale / numCustomer;
  }
}
