package io.saleslens.api;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param from first business day, or empty for all there is to do
 * @param to last business day, included; empty if {@code from} is
 * @param deep for verify: whether every field of every sale is compared
 * @param repair for verify: whether what differs is mended
 */
public record RunOrder(
    Optional<LocalDate> from, Optional<LocalDate> to, boolean deep, boolean repair) {
  /** Everything there is to do. */
  public static final RunOrder ALL = of(Optional.empty(), Optional.empty());

  /** Some days. */
  public static RunOrder of(Optional<LocalDate> from, Optional<LocalDate> to) {
    return new RunOrder(from, to, false, false);
  }
}
