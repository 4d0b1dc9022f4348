package io.saleslens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BankDaysTest {

  @Test
  void weekendsAndHolidaysAreSkipped() {
    assertThat(BankDays.after(LocalDate.of(2024, 5, 7), 2)).isEqualTo("2024-05-09");
    assertThat(BankDays.after(LocalDate.of(2024, 5, 10), 2)).isEqualTo("2024-05-14");
    assertThat(BankDays.after(LocalDate.of(2024, 6, 5), 2)).isEqualTo("2024-06-10");
    assertThat(BankDays.after(LocalDate.of(2023, 12, 29), 2)).isEqualTo("2024-01-03");
  }

  @Test
  void aHolidayIsSpentLikeASunday() {
    assertThat(BankDays.rhythmOf(LocalDate.of(2024, 8, 15))).isEqualTo(DayOfWeek.SUNDAY);
    assertThat(BankDays.rhythmOf(LocalDate.of(2024, 8, 16))).isEqualTo(DayOfWeek.FRIDAY);
  }
}
