package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WatermarksTest {
  private static final Duration OVERLAP = Duration.ofMinutes(10);
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private static LocalDateTime readFrom(String readThrough, String now, ZoneId zone) {
    return Watermarks.readFrom(Instant.parse(readThrough), OVERLAP, Instant.parse(now), zone);
  }

  @Test
  void readsFromTheOverlapOn() {
    assertThat(readFrom("2023-05-01T00:00:00.000001Z", "2023-05-02T00:00:00Z", SEOUL))
        .isEqualTo("2023-05-01T08:50:00.000001");
  }

  /** Clocks went from 02:00 (EDT) back to 01:00 (EST) at 06:00 UTC. */
  @Test
  void readsTheHourThatClocksShowedTwiceFromItsBeginning() {
    assertThat(readFrom("2023-11-05T06:05:00Z", "2023-11-05T06:06:00Z", NEW_YORK))
        .isEqualTo("2023-11-05T01:00:00");
    assertThat(readFrom("2023-11-05T05:55:00Z", "2023-11-05T12:00:00Z", NEW_YORK))
        .isEqualTo("2023-11-05T01:00:00");
  }

  @Test
  void afterTheSecondPassNothingIsReadTwice() {
    assertThat(readFrom("2023-11-05T08:10:00Z", "2023-11-05T12:00:00Z", NEW_YORK))
        .isEqualTo("2023-11-05T03:00:00");
  }

  @Test
  void aTransitionStillToComeDoesNotMatter() {
    assertThat(readFrom("2023-11-05T05:40:00Z", "2023-11-05T05:59:59Z", NEW_YORK))
        .isEqualTo("2023-11-05T01:30:00");
  }

  @Test
  void aGapDoesNotMoveTheBeginning() {
    assertThat(readFrom("2023-03-12T07:05:00Z", "2023-03-12T09:00:00Z", NEW_YORK))
        .isEqualTo("2023-03-12T01:55:00");
  }

  @Test
  void severalTransitionsAreAllRegarded() {
    assertThat(readFrom("2022-11-06T05:45:00Z", "2024-01-01T00:00:00Z", NEW_YORK))
        .isEqualTo("2022-11-06T01:00:00");
  }

  @Test
  void aWatermarkAheadOfTheClockIsTakenAsItIs() {
    assertThat(readFrom("2023-05-02T00:00:00Z", "2023-05-01T00:00:00Z", SEOUL))
        .isEqualTo("2023-05-02T08:50:00");
  }
}
