package io.saleslens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LocalTimesTest {
  private final LocalTimes newYork = new LocalTimes(ZoneId.of("America/New_York"));
  private final LocalTimes nuuk = new LocalTimes(ZoneId.of("America/Nuuk"));

  @Test
  void aTimeInAGapMovesOnByItsLength() {
    assertThat(onSameDay(newYork, "2024-03-10T01:59:59")).isEqualTo("2024-03-10T01:59:59");
    assertThat(onSameDay(newYork, "2024-03-10T02:00:00")).isEqualTo("2024-03-10T03:00:00");
    assertThat(onSameDay(newYork, "2024-03-10T02:59:59")).isEqualTo("2024-03-10T03:59:59");
    assertThat(onSameDay(newYork, "2024-03-10T03:00:00")).isEqualTo("2024-03-10T03:00:00");
  }

  @Test
  void aTimeInAGapThatEndsAtMidnightMovesBackAndStaysOnItsDay() {
    assertThat(onSameDay(nuuk, "2024-03-30T23:15:00")).isEqualTo("2024-03-30T22:15:00");
  }

  @Test
  void aTimeThatOccursTwiceStays() {
    assertThat(onSameDay(newYork, "2024-11-03T01:30:00")).isEqualTo("2024-11-03T01:30:00");
  }

  @Test
  void nothingMovesPastTheLatest() {
    long latest = second("2024-03-31T00:00:00") * LocalTimes.MICROS - 1;

    assertThat(LocalTimes.ofMicros(nuuk.notAfter(latest, latest + 5)))
        .isEqualTo("2024-03-30T22:59:59.999999");
    assertThat(LocalTimes.ofMicros(nuuk.notAfter(Long.MAX_VALUE, latest)))
        .isEqualTo("2024-03-31T00:59:59.999999");
  }

  @Test
  void aDayJumpedOverDoesNotExist() {
    LocalTimes apia = new LocalTimes(ZoneId.of("Pacific/Apia"));

    assertThat(apia.exists(LocalDate.of(2011, 12, 29))).isTrue();
    assertThat(apia.exists(LocalDate.of(2011, 12, 30))).isFalse();
    assertThat(apia.exists(LocalDate.of(2011, 12, 31))).isTrue();
  }

  private static LocalDateTime onSameDay(LocalTimes times, String time) {
    return LocalTimes.ofSecond(times.onSameDay(second(time)));
  }

  private static long second(String time) {
    return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
  }
}
