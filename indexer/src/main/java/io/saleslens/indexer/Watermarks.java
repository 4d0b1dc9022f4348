package io.saleslens.indexer;

import io.saleslens.indexer.mysql.Since;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** From which local time on a sync has to read, given how far the last one came. */
final class Watermarks {
  /** Before all that any column can hold. */
  private static final Since EVER =
      new Since(Instant.parse("1000-01-02T00:00:00Z"), LocalDateTime.of(1000, 1, 2, 0, 0));

  private Watermarks() {}

  /**
   * From when on a sync reads. Where the watermark lies ahead of the clocks, one of them had jumped
   * when it was set, and what changed since may say anything: then everything is read.
   *
   * @param readFrom see {@link Checkpoints.Watermark#readFrom}
   */
  static Since since(Instant readFrom, Duration overlap, Clocks clocks, ZoneId zone) {
    return clocks.areBehind(readFrom)
        ? EVER
        : new Since(readFrom.minus(overlap), readFrom(readFrom, overlap, clocks.mysql(), zone));
  }

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
