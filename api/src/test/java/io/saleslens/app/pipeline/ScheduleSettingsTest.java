package io.saleslens.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleSettingsTest {
  private static ScheduleSettings read(TestSettings settings) {
    return ScheduleSettings.from(settings.reader(), ZoneId.of("Asia/Seoul"));
  }

  @Test
  void everySixHoursShortlyAfterMidnightAndOnSundaysUnlessSetOtherwise() {
    ScheduleSettings usual = read(TestSettings.none());
    assertThat(usual.sync()).contains("0 0 0/6 * * ?");
    assertThat(usual.refresh()).contains("0 5 0 * * ?");
    assertThat(usual.verify()).contains("0 0 3 ? * SUN");
    ScheduleSettings set =
        read(
            TestSettings.none()
                .with("schedule.sync", "0 30 * * * ?")
                .with("schedule.refresh", "off"));
    assertThat(set.sync()).contains("0 30 * * * ?");
    assertThat(set.refresh()).isEmpty();
  }

  @Test
  void theScheduleIsKeptInMemoryUnlessMysqlIsNamed() {
    TestSettings settings =
        TestSettings.none().with("schedule.mysql.url", "jdbc:mysql://h:1/schedule");
    assertThat(read(settings).store()).isEmpty();
    MysqlSettings store = read(settings.with("schedule.store", "mysql")).store().orElseThrow();
    assertThat(store.url()).isEqualTo("jdbc:mysql://h:1/schedule");
    assertThat(store.readTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql | '' | Setting saleslens.schedule.mysql.url is missing. Set it in saleslens.yaml or as SALESLENS_SCHEDULE_MYSQL_URL.",
        "mysql | jdbc:postgresql://h/x | Setting saleslens.schedule.mysql.url (SALESLENS_SCHEDULE_MYSQL_URL) is 'jdbc:postgresql://h/x'; it must start with jdbc:mysql://, as in jdbc:mysql://localhost:3306/shop.",
        "redis | '' | Setting saleslens.schedule.store (SALESLENS_SCHEDULE_STORE) is 'redis'; it must be memory or mysql.",
      })
  void aWrongStoreIsRefused(String store, String url, String message) {
    assertThatThrownBy(
            () ->
                read(
                    TestSettings.none()
                        .with("schedule.store", store)
                        .with("schedule.mysql.url", url)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  /**
   * All times are local times of the zone; Seoul has no daylight saving, the others change then.
   */
  @ParameterizedTest
  @CsvSource({
    // 00:05 in Seoul is the day before in UTC
    "Asia/Seoul,       0 5 0 * * ?,   2023-05-01T12:00, 2023-05-02T00:05+09:00",
    "Asia/Seoul,       0 0 0/6 * * ?, 2023-05-01T23:59, 2023-05-02T00:00+09:00",
    // the hour from 02:00 does not exist: it comes as much later as clocks jump
    "Europe/Berlin,    0 30 2 * * ?,  2023-03-25T12:00, 2023-03-26T03:30+02:00",
    "Europe/Berlin,    0 30 2 * * ?,  2023-03-26T12:00, 2023-03-27T02:30+02:00",
    "Europe/Berlin,    0 5 0 * * ?,   2023-03-26T12:00, 2023-03-27T00:05+02:00",
    // midnight itself does not exist
    "Africa/Cairo,     0 5 0 * * ?,   2023-04-27T12:00, 2023-04-28T01:05+03:00",
    "America/New_York, 0 0 0/6 * * ?, 2023-03-12T00:00, 2023-03-12T06:00-04:00",
    "America/New_York, 0 0 0/6 * * ?, 2023-11-05T00:00, 2023-11-05T06:00-05:00",
  })
  void timesAreThoseOfTheBusinessZone(
      String zone, String cron, String after, ZonedDateTime expected) {
    ScheduleSettings settings =
        new ScheduleSettings(
            Optional.of(cron),
            Optional.empty(),
            Optional.empty(),
            ZoneId.of(zone),
            Optional.empty());
    Instant from = LocalDateTime.parse(after).atZone(ZoneId.of(zone)).toInstant();
    assertThat(settings.next(cron, from)).contains(expected.toInstant());
  }
}
