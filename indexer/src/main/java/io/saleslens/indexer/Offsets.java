package io.saleslens.indexer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns local times of a zone into instants and back, as {@link LocalDateTime#atZone} does: one
 * that falls into the gap when clocks go forward moves on by the gap's length, and of the two when
 * clocks go back the earlier is meant. Remembers between which changes of the clocks the last one
 * lay, since sales that are read one after the other mostly lie between the same two. Not safe for
 * threads.
 */
final class Offsets {
  private final ZoneId zone;
  private final ZoneRules rules;

  /** The stretch that {@code offset} holds for, in seconds since 1970: the last ones excluded. */
  private long from;

  private long to;
  private long localFrom;
  private long localTo;
  private long offset;

  Offsets(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  /**
   * @param local seconds since 1970-01-01T00:00 by the zone's clocks
   * @return seconds since 1970 in UTC
   */
  long toUtc(long local) {
    if (local >= localFrom && local < localTo) {
      return local - offset;
    }
    Instant instant =
        LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC).atZone(zone).toInstant();
    remember(instant);
    return instant.getEpochSecond();
  }

  /**
   * @param utc seconds since 1970 in UTC
   * @return seconds since 1970-01-01T00:00 by the zone's clocks
   */
  long toLocal(long utc) {
    if (utc < from || utc >= to) {
      remember(Instant.ofEpochSecond(utc));
    }
    return utc + offset;
  }

  private void remember(Instant instant) {
    offset = rules.getOffset(instant).getTotalSeconds();
    ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    from = before == null ? Long.MIN_VALUE : before.toEpochSecond();
    to = after == null ? Long.MAX_VALUE : after.toEpochSecond();
    // local times in a gap or an overlap belong to no stretch
    localFrom =
        before == null
            ? Long.MIN_VALUE
            : from + Math.max(before.getOffsetBefore().getTotalSeconds(), offset);
    localTo =
        after == null
            ? Long.MAX_VALUE
            : to + Math.min(offset, after.getOffsetAfter().getTotalSeconds());
  }
}
