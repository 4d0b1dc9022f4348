package io.saleslens.app.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Local times of a zone as plain numbers: seconds or microseconds since 1970-01-01T00:00 <em>on the
 * wall clock</em>. Moves times out of the gaps that a zone's clock changes leave, because a
 * database or driver would shift such a time on its own, perhaps onto another day.
 */
final class LocalTimes {
  static final long MICROS = 1_000_000;
  static final long DAY = 86_400;

  private final ZoneRules rules;

  LocalTimes(ZoneId zone) {
    rules = zone.getRules();
  }

  /** Whether the zone has this day at all; a jump over the date line leaves one out. */
  boolean exists(LocalDate day) {
    return rules.isFixedOffset() || !rules.getValidOffsets(day.atTime(12, 0)).isEmpty();
  }

  /** The second itself, or where in a gap, one outside it on the same day (the day must exist). */
  long onSameDay(long second) {
    ZoneOffsetTransition gap = gapAt(second);
    if (gap == null) {
      return second;
    }
    long length = gap.getDuration().toSeconds();
    long later = second + length;
    return Math.floorDiv(later, DAY) == Math.floorDiv(second, DAY) ? later : second - length;
  }

  /**
   * The microsecond itself, or where in a gap, one after it; {@code latest} where that would be
   * later.
   */
  long notAfter(long latest, long micros) {
    long wanted = Math.min(micros, latest);
    ZoneOffsetTransition gap = gapAt(Math.floorDiv(wanted, MICROS));
    if (gap == null) {
      return wanted;
    }
    long later = wanted + gap.getDuration().toSeconds() * MICROS;
    return later <= latest ? later : second(gap.getDateTimeBefore()) * MICROS - 1;
  }

  static LocalDateTime ofSecond(long second) {
    return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
  }

  static LocalDateTime ofMicros(long micros) {
    int nanos = (int) Math.floorMod(micros, MICROS) * 1_000;
    return LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos, ZoneOffset.UTC);
  }

  static long startOf(LocalDate day) {
    return day.toEpochDay() * DAY;
  }

  private static long second(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC);
  }

  private ZoneOffsetTransition gapAt(long second) {
    if (rules.isFixedOffset()) {
      return null;
    }
    ZoneOffsetTransition change = rules.getTransition(ofSecond(second));
    return change != null && change.isGap() ? change : null;
  }
}
