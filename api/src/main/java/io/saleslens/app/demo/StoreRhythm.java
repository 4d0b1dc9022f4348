package io.saleslens.app.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.apache.commons.math3.util.FastMath;

/**
 * How much a shop sells from one trading day to the next.
 *
 * @param size sales on a usual day, relative to other shops
 * @param monthlyGrowth natural logarithm of the growth in thirty days; negative for a decline
 * @param byWeekday factors, Monday first; 0 when closed
 * @param life first and last trading day
 * @param vacation days without sales
 */
record StoreRhythm(
    StoreKind kind,
    double size,
    double monthlyGrowth,
    double[] byWeekday,
    Days life,
    Days vacation) {

  /** From {@code first} to {@code last}, both included; none when {@code last} is earlier. */
  record Days(LocalDate first, LocalDate last) {
    boolean contain(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  /** Expected sales of a trading day, relative to other shops; 0 when closed. */
  double on(LocalDate day, long daysFromStart) {
    if (!life.contain(day) || vacation.contain(day)) {
      return 0;
    }
    DayOfWeek weekday = BankDays.rhythmOf(day);
    double trend = FastMath.exp(monthlyGrowth * daysFromStart / 30.0);
    // Years of growth at one rate would leave one shop with all the sales.
    trend = FastMath.max(0.25, FastMath.min(4, trend));
    return size * trend * byWeekday[weekday.ordinal()] * kind.onDayOfMonth(day.getDayOfMonth());
  }
}
