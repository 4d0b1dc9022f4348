package io.saleslens.fraud;

import io.saleslens.aov.WeeklyAov;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a group of sales is suspect, in numbers and in a plain sentence. Money in minor units.
 *
 * @param storeId the store
 * @param date the business day
 * @param card as it may be shown
 * @param amount of each of the sales
 * @param count how many there are
 * @param weekUnitPrice the weekly AOV that the group was judged by, rounded down
 * @param aovRatio the amount as a multiple of it, rounded down
 * @param baseline that weekly AOV; empty if it has changed or gone since
 */
public record Evidence(
    String storeId,
    LocalDate date,
    String card,
    long amount,
    long count,
    long weekUnitPrice,
    double aovRatio,
    Optional<WeeklyAov> baseline) {
  private static final int USUAL_DECIMALS = 2;

  /**
   * Keeps of the weekly AOV only what the group was judged by.
   *
   * @param baseline what is stored now
   */
  public Evidence {
    long price = weekUnitPrice;
    double ratio = aovRatio;
    baseline =
        baseline
            .filter(it -> it.weekUnitPrice() == price)
            .filter(it -> RepeatAmountRule.ratio(amount, it) == ratio);
  }

  /**
   * Says it in English, with as many decimals as it takes for the numbers not to contradict the
   * decision.
   *
   * @param rule as it is set now, which need not be as it was when the group was judged
   */
  public String sentence(RepeatAmountRule rule) {
    String sales =
        text(
            "%,d sales of %,d with card %s at store %s on %s; ",
            count, amount, card, storeId, date);
    return sales + baseline.map(it -> comparison(it, rule)).orElseGet(this::outdated);
  }

  private String comparison(WeeklyAov weekly, RepeatAmountRule rule) {
    return text(
        "the store's average customer paid %s over the %d days before (%s to %s), so each is %s times that%s",
        average(weekly),
        WeeklyAov.WINDOW,
        weekly.startDate(),
        weekly.endDate(),
        ratio(weekly, rule.aovMultiple()),
        verdict(weekly, rule));
  }

  private String verdict(WeeklyAov weekly, RepeatAmountRule rule) {
    String multiple = plain(rule.aovMultiple());
    return count >= rule.minRepeats() && rule.isAbove(amount, weekly)
        ? ", above the threshold of " + multiple + "."
        : text(
            ". The rule is set otherwise by now, to %d sales above %s times the average: a refresh of the day will judge them anew.",
            rule.minRepeats(), multiple);
  }

  private String outdated() {
    return text(
        "they were judged by an average of %,d over the %d days before, of which each is %s times as much, but these days have changed since: they wait to be judged anew.",
        weekUnitPrice, WeeklyAov.WINDOW, plain(BigDecimal.valueOf(aovRatio)));
  }

  private static String average(WeeklyAov weekly) {
    if (weekly.totalSale() % weekly.numCustomer() == 0) {
      return text("%,d", weekly.weekUnitPrice());
    }
    return text(
        "%,.2f",
        BigDecimal.valueOf(weekly.totalSale())
            .divide(BigDecimal.valueOf(weekly.numCustomer()), USUAL_DECIMALS, RoundingMode.FLOOR));
  }

  /** Rounded down, but not so far that it is no longer above a multiple that it is above. */
  private String ratio(WeeklyAov weekly, BigDecimal multiple) {
    BigDecimal customers =
        BigDecimal.valueOf(amount).multiply(BigDecimal.valueOf(weekly.numCustomer()));
    BigDecimal total = BigDecimal.valueOf(weekly.totalSale());
    boolean isAbove = customers.compareTo(multiple.multiply(total)) > 0;
    int decimals = USUAL_DECIMALS;
    BigDecimal shown = customers.divide(total, decimals, RoundingMode.FLOOR);
    while (isAbove && shown.compareTo(multiple) <= 0) {
      decimals++;
      shown = customers.divide(total, decimals, RoundingMode.FLOOR);
    }
    return plain(shown);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
