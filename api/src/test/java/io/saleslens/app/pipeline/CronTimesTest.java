package io.saleslens.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTimesTest {
  private static final String REFRESH = "0 5 0 * * ?";
  private static final Instant FROM = Instant.parse("2024-01-01T12:00:00Z");
  private static final Instant TO = Instant.parse("2034-01-01T12:00:00Z");

  private static List<Instant> all(String cron, ZoneId zone) {
    CronTimes times = new CronTimes(cron, zone);
    List<Instant> all = new ArrayList<>();
    for (Instant next = times.next(FROM).orElseThrow();
        next.isBefore(TO);
        next = times.next(next).orElseThrow()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void everyDayOfTenYearsIsRefreshedOnceInEveryZone() {
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      List<LocalDate> days =
          all(REFRESH, zone).stream().map(it -> it.atZone(zone).toLocalDate()).toList();
      LocalDate first = days.get(0);
      LocalDate last = days.get(days.size() - 1);
      assertThat(days).as(id).isEqualTo(first.datesUntil(last.plusDays(1)).toList());
      assertThat(days).as(id).hasSizeGreaterThan(3_650);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Africa/Cairo, 0 5 0 * * ?, 2026-04-23T12:00:00Z, 2026-04-23T22:05:00Z",
    "America/Havana, 0 5 0 * * ?, 2026-03-07T12:00:00Z, 2026-03-08T05:05:00Z",
    "Asia/Beirut, 0 5 0 * * ?, 2026-03-28T12:00:00Z, 2026-03-28T22:05:00Z",
    "America/Santiago, 0 5 0 * * ?, 2026-09-05T12:00:00Z, 2026-09-06T04:05:00Z",
    "America/New_York, 0 30 2 * * ?, 2026-03-08T00:00:00Z, 2026-03-08T07:30:00Z",
    "Africa/Cairo, 0 0 0/6 * * ?, 2026-04-23T17:00:00Z, 2026-04-23T22:00:00Z",
    // it comes by itself
    "Africa/Cairo, 0 0/5 * * * ?, 2026-04-23T21:55:00Z, 2026-04-23T22:00:00Z",
    "Africa/Cairo, 0 0/5 * * * ?, 2026-04-23T22:00:00Z, 2026-04-23T22:05:00Z"
  })
  void aTimeThatClocksSkipComesOnceTheyHave(String zone, String cron, String after, String next) {
    CronTimes times = new CronTimes(cron, ZoneId.of(zone));
    assertThat(times.next(Instant.parse(after))).contains(Instant.parse(next));
  }

  @Test
  void aTimeThatClocksShowTwiceComesOnce() {
    List<Instant> times = all("0 30 1 * * ?", ZoneId.of("America/New_York"));
    assertThat(times)
        .contains(Instant.parse("2026-11-01T06:30:00Z"))
        .doesNotContain(Instant.parse("2026-11-01T05:30:00Z"));
  }
}
