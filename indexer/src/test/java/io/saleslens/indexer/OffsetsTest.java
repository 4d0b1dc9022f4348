package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That remembered offsets give what java.time gives, around every change of the clocks. */
class OffsetsTest {
  private static final long YEAR_2300 = 10_413_792_000L;
  private static final int TIMES = 20_000;
  private static final int NEAR = 3 * 3_600;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Asia/Seoul",
        "Europe/London",
        "America/New_York",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Africa/Casablanca",
        "+05:30"
      })
  void timesBecomeWhatJavaTimeMakesOfThem(String name) {
    ZoneId zone = ZoneId.of(name);
    Offsets offsets = new Offsets(zone);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < TIMES; i++) {
      long utc = random.nextLong(YEAR_2300);
      if (i % 2 == 0 && zone.getRules().nextTransition(Instant.ofEpochSecond(utc)) != null) {
        long change = zone.getRules().nextTransition(Instant.ofEpochSecond(utc)).toEpochSecond();
        utc = change + random.nextInt(2 * NEAR) - NEAR;
        utc = i % 8 == 0 ? change - i / 8 % 2 : utc;
      }
      LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(utc), zone);
      assertThat(offsets.toLocal(utc)).isEqualTo(local.toEpochSecond(ZoneOffset.UTC));
      // in a gap, too
      LocalDateTime shown = local.plusSeconds(random.nextInt(2 * NEAR) - NEAR);
      assertThat(offsets.toUtc(shown.toEpochSecond(ZoneOffset.UTC)))
          .as("%s in %s", shown, zone)
          .isEqualTo(shown.atZone(zone).toEpochSecond());
    }
  }
}
