package io.saleslens.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings beside those of the indexer refuse, and in which words. */
class SettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lease.duration | PT0.9S | Setting saleslens.lease.duration (SALESLENS_LEASE_DURATION) is 'PT0.9S'; it must be a duration from a second to P24D, such as PT30S.",
        "lease.duration | P25D | Setting saleslens.lease.duration (SALESLENS_LEASE_DURATION) is 'P25D'; it must be a duration from a second to P24D, such as PT30S.",
        "lease.duration | 30s | Setting saleslens.lease.duration (SALESLENS_LEASE_DURATION) is '30s'; it must be a duration from a second to P24D, such as PT30S.",
        "lease.wait | -PT1S | Setting saleslens.lease.wait (SALESLENS_LEASE_WAIT) is '-PT1S'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "schedule.store | redis | Setting saleslens.schedule.store (SALESLENS_SCHEDULE_STORE) is 'redis'; it must be memory or mysql.",
        "schedule.sync | hourly | Setting saleslens.schedule.sync (SALESLENS_SCHEDULE_SYNC) is 'hourly'; it must be a Quartz cron expression such as '0 0 0/6 * * ?', whose time comes, or off.",
        "schedule.refresh | * * * * * | Setting saleslens.schedule.refresh (SALESLENS_SCHEDULE_REFRESH) is '* * * * *'; it must be a Quartz cron expression such as '0 5 0 * * ?', whose time comes, or off.",
        "schedule.verify | 0 0 0 31 2 ? | Setting saleslens.schedule.verify (SALESLENS_SCHEDULE_VERIFY) is '0 0 0 31 2 ?'; it must be a Quartz cron expression such as '0 0 3 ? * SUN', whose time comes, or off.",
        "schedule.mysql.url | jdbc:postgresql://u:s3cret@h/x | Setting saleslens.schedule.mysql.url (SALESLENS_SCHEDULE_MYSQL_URL) is 'jdbc:postgresql://h/x'; it must start with jdbc:mysql://, as in jdbc:mysql://localhost:3306/shop.",
        "api.port | 65536 | Setting saleslens.api.port (SALESLENS_API_PORT) is '65536'; it must be a whole number from 0 to 65535.",
        "api.requests-per-minute | 0 | Setting saleslens.api.requests-per-minute (SALESLENS_API_REQUESTS_PER_MINUTE) is '0'; it must be a whole number from 1 to 1000000, or off.",
        "api.requests-per-minute | 99999999999 | Setting saleslens.api.requests-per-minute (SALESLENS_API_REQUESTS_PER_MINUTE) is '99999999999'; it must be a whole number from 1 to 1000000, or off.",
        "currency | won | Setting saleslens.currency (SALESLENS_CURRENCY) is 'won'; it must be the ISO 4217 code of a currency in capitals, such as KRW or USD.",
        "currency | XAU | Setting saleslens.currency (SALESLENS_CURRENCY) is 'XAU'; it must be the ISO 4217 code of a currency in capitals, such as KRW or USD.",
        "index.prefix | Sales_ | Setting saleslens.index.prefix (SALESLENS_INDEX_PREFIX) is 'Sales_'; it must be lower-case letters, digits, _ and -, beginning with a letter or digit, at most 64.",
        "fraud.repeat-amount.min-repeats | 1 | Setting saleslens.fraud.repeat-amount.min-repeats (SALESLENS_FRAUD_REPEAT_AMOUNT_MIN_REPEATS) is '1'; it must be a whole number from 2 to 1000.",
        "fraud.repeat-amount.aov-multiple | 1e999999999 | Setting saleslens.fraud.repeat-amount.aov-multiple (SALESLENS_FRAUD_REPEAT_AMOUNT_AOV_MULTIPLE) is '1e999999999'; it must be a number above 0 and up to 1000000, such as 2 or 2.5.",
        "fraud.repeat-amount.include-canceled | 1 | Setting saleslens.fraud.repeat-amount.include-canceled (SALESLENS_FRAUD_REPEAT_AMOUNT_INCLUDE_CANCELED) is '1'; it must be true or false.",
        "api.tokens | s3cret | Setting saleslens.api.tokens (SALESLENS_API_TOKENS): entry 1 is not name:role:sha256:<64 hex digits>. It holds hashes, never tokens; './saleslens token NAME' makes a token and its entry.",
      })
  void aMalformedValueIsRefusedWithKeyValueAndWhatIsAllowed(
      String key, String value, String message) {
    String name = "SALESLENS_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_");
    assertThatThrownBy(() -> Settings.load(Optional.empty(), Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  /** YAML makes false of it. */
  @Test
  void whatIsOffInTheFileIsOff(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("saleslens.yaml"),
            "saleslens: {schedule: {refresh: off}, api: {requests-per-minute: off}}");
    Settings settings = Settings.load(Optional.of(file), Map.of());
    assertThat(settings.schedule().refresh()).isEmpty();
    assertThat(settings.api().requestsPerMinute()).isEmpty();
  }
}
