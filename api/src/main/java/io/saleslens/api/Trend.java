package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Where a store is going. What there is too little for is null.
 *
 * @param recent the last seven days
 * @param before the seven days before these
 * @param totalSaleRatio recent sales as a multiple of those before, rounded down to four decimals
 * @param unitPriceRatio recent AOV as a multiple of that before, likewise, of exact quotients
 * @param unitPriceSlope by how much the daily AOV rises a day, in minor units, by least squares
 *     over those of the days that have one; rounded to four decimals
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Trend(
    StoreTotal recent,
    StoreTotal before,
    Optional<BigDecimal> totalSaleRatio,
    Optional<BigDecimal> unitPriceRatio,
    Optional<BigDecimal> unitPriceSlope) {
  /** Days on either side. */
  static final int WEEK = 7;

  private static final int DECIMALS = 4;

  /**
   * @param known at least the last two weeks
   * @param days those of them that the slope is of
   */
  static Trend of(NavigableMap<LocalDate, Sums> known, NavigableMap<LocalDate, Sums> days) {
    LocalDate end = known.lastKey();
    StoreTotal recent = week(known, end);
    StoreTotal before = week(known, end.minusDays(WEEK));
    return new Trend(
        recent,
        before,
        Ratio.of(recent.totalSale(), before.totalSale()),
        Ratio.of(
            product(recent.totalSale(), before.numCustomer()),
            product(before.totalSale(), recent.numCustomer())),
        slope(days));
  }

  private static StoreTotal week(NavigableMap<LocalDate, Sums> known, LocalDate last) {
    return StoreTotal.of(known.subMap(last.minusDays(WEEK - 1), true, last, true));
  }

  private static BigDecimal product(long one, long other) {
    return BigDecimal.valueOf(one).multiply(BigDecimal.valueOf(other));
  }

  private static Optional<BigDecimal> slope(NavigableMap<LocalDate, Sums> days) {
    SimpleRegression regression = new SimpleRegression();
    long first = days.firstKey().toEpochDay();
    for (Map.Entry<LocalDate, Sums> day : days.entrySet()) {
      long x = day.getKey().toEpochDay() - first;
      day.getValue().unitPrice().ifPresent(price -> regression.addData(x, price));
    }
    return Optional.of(regression.getSlope())
        .filter(Double::isFinite)
        .map(it -> BigDecimal.valueOf(it).setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }
}
