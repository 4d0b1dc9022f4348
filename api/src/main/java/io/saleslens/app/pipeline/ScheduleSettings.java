package io.saleslens.app.pipeline;

import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.quartz.CronExpression;

/**
 * When jobs run, and where that is kept: Quartz cron expressions (seconds first) in the business
 * zone. A time that clocks skip comes once they have, see {@link CronTimes}.
 *
 * @param sync brings what changed; empty means never
 * @param refresh computes dirty days that were left over; empty means never
 * @param verify proves all numbers; empty means never
 * @param zone the zone that the expressions mean
 * @param store the schema in which instances share the schedule; empty means that this one keeps it
 *     in memory
 */
public record ScheduleSettings(
    Optional<String> sync,
    Optional<String> refresh,
    Optional<String> verify,
    ZoneId zone,
    Optional<MysqlSettings> store) {
  private static final String EVERY_SIX_HOURS = "0 0 0/6 * * ?";
  private static final String FIVE_PAST_MIDNIGHT = "0 5 0 * * ?";
  private static final String SUNDAY_AT_THREE = "0 0 3 ? * SUN";
  private static final String OFF = "off";
  private static final String STORE_KEYS = "schedule.mysql.";
  private static final Duration STORE_READ_TIMEOUT = Duration.ofSeconds(30);

  /**
   * @throws SettingsException if an expression is malformed, or the store's URL is missing
   */
  static ScheduleSettings from(SettingsReader reader, ZoneId zone) {
    return new ScheduleSettings(
        cron(reader, "schedule.sync", EVERY_SIX_HOURS),
        cron(reader, "schedule.refresh", FIVE_PAST_MIDNIGHT),
        cron(reader, "schedule.verify", SUNDAY_AT_THREE),
        zone,
        store(reader));
  }

  private static Optional<MysqlSettings> store(SettingsReader reader) {
    boolean inMysql =
        reader.parse(
            "schedule.store",
            false,
            "memory or mysql",
            value ->
                switch (value) {
                  case "memory" -> false;
                  case "mysql" -> true;
                  default -> null;
                });
    // Checked as well where it is not used, so that the file may keep it.
    boolean isSet = inMysql || reader.text(STORE_KEYS + "url").isPresent();
    return isSet
        ? Optional.of(MysqlSettings.from(reader, STORE_KEYS, STORE_READ_TIMEOUT))
            .filter(it -> inMysql)
        : Optional.empty();
  }

  private static Optional<String> cron(SettingsReader reader, String key, String usual) {
    String cron =
        reader.parse(
            key,
            usual,
            "a Quartz cron expression such as '" + usual + "', whose time comes, or off",
            value -> isOff(value) || isCron(value) ? value : null);
    return Optional.of(cron).filter(it -> !isOff(it));
  }

  /** YAML makes {@code false} of a plain {@code off}. */
  private static boolean isOff(String value) {
    return value.equals(OFF) || value.equals("false");
  }

  /** One whose time never comes, such as 31 February, is none. */
  private static boolean isCron(String value) {
    try {
      return new CronExpression(value).getNextValidTimeAfter(new Date()) != null;
    } catch (ParseException e) {
      return false;
    }
  }

  /** Names of the jobs that have a time. */
  public List<String> planned() {
    List<String> planned = new ArrayList<>();
    sync.ifPresent(it -> planned.add("sync"));
    refresh.ifPresent(it -> planned.add("refresh"));
    verify.ifPresent(it -> planned.add("verify"));
    return planned;
  }

  /** The first time after an instant at which an expression fires; empty if none comes. */
  public Optional<Instant> next(String cron, Instant after) {
    return times(cron).next(after);
  }

  /** All times of an expression. */
  public CronTimes times(String cron) {
    return new CronTimes(cron, zone);
  }
}
