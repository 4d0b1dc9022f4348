package io.saleslens.fraud;

import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.SaleGroup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The rule {@code repeat-amount}: the same card pays the same amount at the same store {@code
 * minRepeats} times or more on one business day, and the amount is above {@code aovMultiple} times
 * the store's weekly AOV as of that day. Source: DESIGN, <i>Formulas</i>; card schemes monitor
 * acquirers for repeated authorisations of one amount or account. No I/O, no clock.
 *
 * @param minRepeats sales in a group from which on it is looked at
 * @param aovMultiple the amount must be above this many times the AOV
 * @param includeCanceled whether canceled sales belong to a group
 */
public record RepeatAmountRule(int minRepeats, BigDecimal aovMultiple, boolean includeCanceled) {
  /** Name of the rule, as in a suspect's field {@code rule}. */
  public static final String NAME = "repeat-amount";

  /** As it is where nothing else is set. */
  public static final RepeatAmountRule USUAL = new RepeatAmountRule(3, BigDecimal.valueOf(2), true);

  private static final int SHOWN_DECIMALS = 4;

  /** What the rule says of a group. */
  enum Verdict {
    ORDINARY,
    NO_BASELINE,
    SUSPECT
  }

  /** Whether sales can belong to a group that the rule looks at. */
  boolean concerns(SaleGroup group) {
    return group.cardKey().isPresent()
        && group.amount() > 0
        && (includeCanceled || !group.isCanceled());
  }

  /** Whether a group is large enough to need a baseline. */
  boolean isRepeated(Repeat repeat) {
    return repeat.count() >= minRepeats;
  }

  /**
   * Judges a group of at least {@code minRepeats}.
   *
   * @param baseline the store's weekly AOV as of the group's day, if it has one
   */
  Verdict judge(Repeat repeat, Optional<WeeklyAov> baseline) {
    return baseline
        .map(weekly -> isAbove(repeat.amount(), weekly) ? Verdict.SUSPECT : Verdict.ORDINARY)
        .orElse(Verdict.NO_BASELINE);
  }

  /** Multiplies out instead of dividing, so that nothing is rounded. */
  boolean isAbove(long amount, WeeklyAov weekly) {
    BigDecimal left = BigDecimal.valueOf(amount).multiply(BigDecimal.valueOf(weekly.numCustomer()));
    BigDecimal right = aovMultiple.multiply(BigDecimal.valueOf(weekly.totalSale()));
    return left.compareTo(right) > 0;
  }

  /** How many times the weekly AOV an amount is, rounded down; for showing, not for judging. */
  static double ratio(long amount, WeeklyAov weekly) {
    return BigDecimal.valueOf(amount)
        .multiply(BigDecimal.valueOf(weekly.numCustomer()))
        .divide(BigDecimal.valueOf(weekly.totalSale()), SHOWN_DECIMALS, RoundingMode.FLOOR)
        .doubleValue();
  }
}
