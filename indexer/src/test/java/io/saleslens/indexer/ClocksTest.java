package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.Checkpoints.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which clock is believed, and from when on is read when they jump. */
class ClocksTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration DAYS = Duration.ofDays(10);
  private static final Duration HOURS = Duration.ofHours(6);

  private static Clocks clocks(Instant mysql, Instant ours, Instant elastic) {
    return Clocks.of(mysql, ours, elastic);
  }

  private static Instant readFrom(Clocks then, Clocks now) {
    return Watermark.of(then.now(), then).readFrom(now);
  }

  @Test
  void theServersClockCountsUnlessItIsAheadOfBothOthers() {
    assertThat(clocks(NOON, NOON.plusSeconds(3), NOON).now()).isEqualTo(NOON);
    assertThat(clocks(NOON, NOON.minus(DAYS), NOON).now()).isEqualTo(NOON);
    assertThat(clocks(NOON, NOON, NOON.minus(DAYS)).now()).isEqualTo(NOON);
    assertThat(clocks(NOON.minus(DAYS), NOON, NOON).now()).isEqualTo(NOON.minus(DAYS));
    assertThat(clocks(NOON.plus(DAYS), NOON, NOON).now()).isEqualTo(NOON);
    assertThat(clocks(NOON.plus(DAYS), NOON.plus(DAYS), NOON).now()).isEqualTo(NOON.plus(DAYS));
  }

  @Test
  void whereNothingJumpedTheWatermarkIsReadFrom() {
    Clocks then = clocks(NOON, NOON, NOON);
    Clocks now = clocks(NOON.plus(HOURS), NOON.plus(HOURS), NOON.plus(HOURS));
    assertThat(readFrom(then, now)).isEqualTo(NOON);
    assertThat(now.warnings(NOON)).isEmpty();
  }

  @Test
  void whatChangedWhileTheServersClockWasAheadIsReadAgain() {
    Clocks ahead = clocks(NOON.plus(DAYS), NOON, NOON);
    assertThat(ahead.warnings(NOON))
        .containsExactly(
            "MySQL's clock is 10 days ahead of the others. What changes meanwhile is read again until they agree.");
    Clocks back = clocks(NOON.plus(HOURS), NOON.plus(HOURS), NOON.plus(HOURS));
    assertThat(readFrom(ahead, back)).isEqualTo(NOON);
  }

  /** What changed just after it went back says ten days ago. */
  @Test
  void aClockThatWentBackIsFollowed() {
    Clocks then = clocks(NOON, NOON, NOON);
    Instant later = NOON.plus(HOURS);
    Clocks back = clocks(later.minus(DAYS), later, later);
    assertThat(readFrom(then, back)).isEqualTo(NOON.minus(DAYS));
    assertThat(back.warnings(readFrom(then, back)))
        .singleElement()
        .asString()
        .startsWith("MySQL's clock is 10 days behind the others.");
  }

  @Test
  void aClockThatIsBehindAllTheTimeCostsNothing() {
    Clocks then = clocks(NOON.minus(DAYS), NOON, NOON);
    Instant later = NOON.plus(HOURS);
    Clocks now = clocks(later.minus(DAYS), later, later);
    assertThat(readFrom(then, now)).isEqualTo(NOON.minus(DAYS));
  }

  @Test
  void whereAllClocksHadJumpedEverythingIsRead() {
    Clocks jumped = clocks(NOON.plus(DAYS), NOON.plus(DAYS), NOON.plus(DAYS));
    Clocks back = clocks(NOON, NOON, NOON);
    Instant from = readFrom(jumped, back);
    assertThat(back.areBehind(from)).isTrue();
    assertThat(Watermarks.since(from, Duration.ofMinutes(10), back, ZoneOffset.UTC).local())
        .isEqualTo("1000-01-02T00:00:00");
    assertThat(back.warnings(from))
        .isEqualTo(
            List.of(
                "MySQL was last read at a time that is still 10 days ahead by its clock and others: a clock has jumped. All rows are read again."));
  }

  @Test
  void aWatermarkThatWasKeptWithoutOtherClocksIsTaken() {
    Clocks now = clocks(NOON, NOON, NOON);
    assertThat(new Watermark(NOON.minus(HOURS), null, null).readFrom(now))
        .isEqualTo(NOON.minus(HOURS));
  }
}
