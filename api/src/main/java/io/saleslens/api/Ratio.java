package io.saleslens.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Quotients as they are shown: rounded down to four decimals. */
final class Ratio {
  private static final int DECIMALS = 4;

  private Ratio() {}

  /** Empty where there is nothing to divide by. */
  static Optional<BigDecimal> of(long part, long whole) {
    return of(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
  }

  /** Likewise. */
  static Optional<BigDecimal> of(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? Optional.empty()
        : Optional.of(part.divide(whole, DECIMALS, RoundingMode.FLOOR));
  }
}
