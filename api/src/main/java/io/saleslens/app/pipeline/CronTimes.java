package io.saleslens.app.pipeline;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The times of a cron expression in a zone. Quartz leaves a time out that clocks skip when they go
 * forward; here it comes once they have, by as much later: 00:05 is 01:05 where midnight is
 * skipped. A time that clocks show twice comes once.
 */
public final class CronTimes {
  /** Zones change their clocks no more than some times a year. */
  private static final int MOST_TRANSITIONS = 1_000;

  private final CronExpression inZone;

  /** As if there were a zone that never changes its clocks. */
  private final CronExpression onTheClock;

  private final ZoneId zone;

  /**
   * @param cron a Quartz cron expression
   * @throws IllegalArgumentException if it is none
   */
  public CronTimes(String cron, ZoneId zone) {
    try {
      this.inZone = new CronExpression(cron);
      this.onTheClock = new CronExpression(cron);
    } catch (ParseException e) {
      throw new IllegalArgumentException("'" + cron + "' was not checked", e);
    }
    inZone.setTimeZone(TimeZone.getTimeZone(zone));
    onTheClock.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
    this.zone = zone;
  }

  /** The first time after an instant; empty if none comes. */
  public Optional<Instant> next(Instant after) {
    Optional<Instant> usual = usual(after);
    return moved(after, usual.orElse(Instant.MAX), 1).stream().findFirst().or(() -> usual);
  }

  private Optional<Instant> usual(Instant after) {
    return Optional.ofNullable(inZone.getNextValidTimeAfter(Date.from(after))).map(Date::toInstant);
  }

  /**
   * The times that come later than they say, as clocks skip them.
   *
   * @param until excluded
   * @param most how many
   */
  public List<Instant> moved(Instant after, Instant until, int most) {
    List<Instant> moved = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().previousTransition(after.plusNanos(1));
    change = change == null ? zone.getRules().nextTransition(after) : change;
    for (int i = 0; i < MOST_TRANSITIONS && moved.size() < most && change != null; i++) {
      if (!change.getInstant().isBefore(until)) {
        break;
      }
      moved(change).filter(it -> it.isAfter(after) && it.isBefore(until)).ifPresent(moved::add);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return moved;
  }

  /** Where the expression has a time of its own until then, nothing need be made up for. */
  private Optional<Instant> moved(ZoneOffsetTransition change) {
    if (!change.isGap()) {
      return Optional.empty();
    }
    Instant skipped = onTheClock(change.getDateTimeBefore());
    Date first = onTheClock.getNextValidTimeAfter(Date.from(skipped.minusSeconds(1)));
    if (first == null || !first.toInstant().isBefore(onTheClock(change.getDateTimeAfter()))) {
      return Optional.empty();
    }
    Instant later = change.getInstant().plusMillis(first.getTime() - skipped.toEpochMilli());
    return usual(change.getInstant().minusSeconds(1)).filter(it -> !it.isAfter(later)).isPresent()
        ? Optional.empty()
        : Optional.of(later);
  }

  private static Instant onTheClock(LocalDateTime local) {
    return local.toInstant(ZoneOffset.UTC);
  }
}
