package io.saleslens.app.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/**
 * Days on which banks pay out and offices work: not weekends, not the Korean holidays of fixed
 * date. Those of the lunar calendar are left out; a demo can do without them.
 */
final class BankDays {
  private static final Set<MonthDay> HOLIDAYS =
      Set.of(
          MonthDay.of(1, 1),
          MonthDay.of(3, 1),
          MonthDay.of(5, 5),
          MonthDay.of(6, 6),
          MonthDay.of(8, 15),
          MonthDay.of(10, 3),
          MonthDay.of(10, 9),
          MonthDay.of(12, 25));

  private BankDays() {}

  /** The day whose rhythm this day follows: a holiday is spent like a Sunday. */
  static DayOfWeek rhythmOf(LocalDate day) {
    return HOLIDAYS.contains(MonthDay.from(day)) ? DayOfWeek.SUNDAY : day.getDayOfWeek();
  }

  /** The {@code count}th bank day after {@code day}. */
  static LocalDate after(LocalDate day, int count) {
    LocalDate date = day;
    for (int left = count; left > 0; ) {
      date = date.plusDays(1);
      if (rhythmOf(date).compareTo(DayOfWeek.SATURDAY) < 0) {
        left--;
      }
    }
    return date;
  }
}
