package io.saleslens.indexer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** From which local time on a sync has to read, given how far the last one came. */
final class Watermarks {
  private Watermarks() {}

  /**
   * The earliest local time that a clock in the zone showed between {@code readThrough - overlap}
   * and {@code now}. When clocks went back in between, they showed the same hour twice, and rows
   * changed in its second pass carry times from before the watermark.
   */
  static LocalDateTime readFrom(Instant readThrough, Duration overlap, Instant now, ZoneId zone) {
    Instant since = readThrough.minus(overlap);
    LocalDateTime earliest = LocalDateTime.ofInstant(since, zone);
    ZoneOffsetTransition change = zone.getRules().nextTransition(since);
    while (change != null && !change.getInstant().isAfter(now)) {
      if (change.getDateTimeAfter().isBefore(earliest)) {
        earliest = change.getDateTimeAfter();
      }
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return earliest;
  }
}
