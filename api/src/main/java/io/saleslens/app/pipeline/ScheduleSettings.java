package io.saleslens.app.pipeline;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When jobs run: Quartz cron expressions (seconds first) in the business zone. A time that the
 * change to daylight saving leaves out is left out on that day.
 *
 * @param sync brings what changed; empty means never
 * @param refresh computes dirty days that were left over; empty means never
 * @param zone the zone that the expressions mean
 */
public record ScheduleSettings(Optional<String> sync, Optional<String> refresh, ZoneId zone) {
  private static final String EVERY_SIX_HOURS = "0 0 0/6 * * ?";
  private static final String FIVE_PAST_MIDNIGHT = "0 5 0 * * ?";
  private static final String OFF = "off";

  /**
   * @throws SettingsException if an expression is malformed
   */
  static ScheduleSettings from(SettingsReader reader, ZoneId zone) {
    return new ScheduleSettings(
        cron(reader, "schedule.sync", EVERY_SIX_HOURS),
        cron(reader, "schedule.refresh", FIVE_PAST_MIDNIGHT),
        zone);
  }

  private static Optional<String> cron(SettingsReader reader, String key, String usual) {
    String cron =
        reader.parse(
            key,
            usual,
            "a Quartz cron expression such as '" + usual + "', whose time comes, or off",
            value -> value.equals(OFF) || isCron(value) ? value : null);
    return Optional.of(cron).filter(it -> !it.equals(OFF));
  }

  /** One whose time never comes, such as 31 February, is none. */
  private static boolean isCron(String value) {
    try {
      return new CronExpression(value).getNextValidTimeAfter(new Date()) != null;
    } catch (ParseException e) {
      return false;
    }
  }

  /** The first time after an instant at which an expression fires; empty if none comes. */
  public Optional<Instant> next(String cron, Instant after) {
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(TimeZone.getTimeZone(zone));
      return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(after)))
          .map(Date::toInstant);
    } catch (ParseException e) {
      throw new IllegalArgumentException("'" + cron + "' was not checked", e);
    }
  }
}
