package io.saleslens.app.demo;

/** Draws indices in proportion to weights. */
final class Weights {
  private final double[] upTo;

  /** The weights may be zero but not negative, and not all zero when {@link #draw} is called. */
  Weights(double... weights) {
    upTo = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      upTo[i] = sum;
    }
  }

  double total() {
    return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
  }

  /** Never an index of weight zero. */
  int draw(Dice dice) {
    double at = dice.unit() * total();
    int low = 0;
    int high = upTo.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (upTo[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
