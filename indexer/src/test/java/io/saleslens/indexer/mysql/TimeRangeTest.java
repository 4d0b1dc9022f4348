package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeRangeTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private static TimeRange covering(String from, String to, ZoneId business, ZoneId source) {
    return TimeRange.covering(
        Optional.of(LocalDate.parse(from)), Optional.of(LocalDate.parse(to)), business, source);
  }

  @Test
  void coversTheDaysAndAnHourMoreOnBothSides() {
    TimeRange range = covering("2023-05-01", "2023-05-02", SEOUL, SEOUL);
    assertThat(range.from()).contains(LocalDateTime.parse("2023-04-30T23:00"));
    assertThat(range.to()).contains(LocalDateTime.parse("2023-05-03T01:00"));
  }

  @Test
  void isInTheSourceZone() {
    TimeRange range = covering("2023-05-01", "2023-05-01", SEOUL, ZoneId.of("UTC"));
    assertThat(range.from()).contains(LocalDateTime.parse("2023-04-30T14:00"));
    assertThat(range.to()).contains(LocalDateTime.parse("2023-05-01T16:00"));
  }

  /** London shows 01:00 to 02:00 twice on that day; 01:30 stands for 00:30 UTC and 01:30 UTC. */
  @Test
  void coversLocalTimesThatStandForTwoInstants() {
    TimeRange range = covering("2023-10-29", "2023-10-29", ZoneId.of("UTC"), LONDON);
    assertThat(range.from()).contains(LocalDateTime.parse("2023-10-29T00:00"));
    assertThat(range.to()).contains(LocalDateTime.parse("2023-10-30T01:00"));
  }

  @Test
  void noBoundStaysNone() {
    assertThat(TimeRange.covering(Optional.empty(), Optional.empty(), SEOUL, LONDON))
        .isEqualTo(TimeRange.ALL);
  }
}
