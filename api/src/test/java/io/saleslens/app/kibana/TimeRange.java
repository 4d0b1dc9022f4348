package io.saleslens.app.kibana;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Kibana's clock at the top of a dashboard stands for.
 *
 * @param from first instant
 * @param to last instant
 */
record TimeRange(ZonedDateTime from, ZonedDateTime to) {
  private static final Pattern RELATIVE = Pattern.compile("now(?:-(\\d+)d)?(/d)?");
  private static final Pattern DAYS = Pattern.compile("(\\d+)([dw])");

  /** As a dashboard restores it, seen in a browser of that zone. */
  static TimeRange of(SavedObject dashboard, Instant now, ZoneId zone) {
    ZonedDateTime here = now.atZone(zone);
    return new TimeRange(
        resolved(dashboard.attributes().path("timeFrom").asText(), here, false),
        resolved(dashboard.attributes().path("timeTo").asText(), here, true));
  }

  private static ZonedDateTime resolved(String text, ZonedDateTime now, boolean upwards) {
    Matcher matcher = RELATIVE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("time " + text + " is not understood");
    }
    ZonedDateTime time =
        matcher.group(1) == null ? now : now.minusDays(Long.parseLong(matcher.group(1)));
    if (matcher.group(2) == null) {
      return time;
    }
    ZonedDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return upwards ? day.with(LocalTime.MAX.truncatedTo(ChronoUnit.MILLIS)) : day;
  }

  ZoneId zone() {
    return from.getZone();
  }

  /** Earlier by {@code 1w} or so; as it is if that is empty. */
  TimeRange shifted(String by) {
    Duration shift = days(by);
    return new TimeRange(from.minusDays(shift.toDays()), to.minusDays(shift.toDays()));
  }

  /** Its last {@code 7d} or so; as it is if that is empty. */
  TimeRange reduced(String length) {
    if (length.isEmpty()) {
      return this;
    }
    ZonedDateTime last = to.minusDays(days(length).toDays());
    return last.isAfter(from) ? new TimeRange(last, to) : this;
  }

  private static Duration days(String text) {
    Matcher matcher = DAYS.matcher(text.isEmpty() ? "0d" : text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("length of time " + text + " is not understood");
    }
    return Duration.ofDays(
        Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("w") ? 7 : 1));
  }
}
