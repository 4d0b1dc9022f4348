package io.saleslens.indexer;

import java.util.Locale;
import java.util.Optional;

/**
 * Sales that are neither counted nor canceled, and so stand in no number of a store.
 *
 * @param withoutFlag those whose {@code is_canceled} says nothing
 * @param notPositive those that are not canceled, of an amount of zero or less
 */
public record Uncounted(long withoutFlag, long notPositive) {
  static final Uncounted NONE = new Uncounted(0, 0);
  private static final Uncounted WITHOUT_FLAG = new Uncounted(1, 0);
  private static final Uncounted NOT_POSITIVE = new Uncounted(0, 1);

  /** One sale, or none if it is counted or canceled. */
  static Uncounted of(SaleGroup sale) {
    if (sale.canceled().isEmpty()) {
      return WITHOUT_FLAG;
    }
    return sale.isCounted() || sale.isCanceled() ? NONE : NOT_POSITIVE;
  }

  Uncounted plus(Uncounted other) {
    return other == NONE
        ? this
        : new Uncounted(withoutFlag + other.withoutFlag, notPositive + other.notPositive);
  }

  /** How many there are and why, in a line; empty if there is none. */
  public Optional<String> text() {
    if (withoutFlag + notPositive == 0) {
      return Optional.empty();
    }
    String flag =
        "%,d without is_canceled (saleslens.source.null-is-canceled says what that means)";
    String amount = "%,d of an amount of zero or less";
    return Optional.of(
        withoutFlag == 0
            ? line("%,d count nowhere: " + amount, notPositive, notPositive)
            : notPositive == 0
                ? line("%,d count nowhere: " + flag, withoutFlag, withoutFlag)
                : line(
                    "%,d count nowhere: " + flag + ", " + amount,
                    withoutFlag + notPositive,
                    withoutFlag,
                    notPositive));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
