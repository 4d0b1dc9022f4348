package io.saleslens.indexer;

import io.saleslens.indexer.settings.SettingsReader;
import java.time.Duration;

/**
 * How long a lease holds.
 *
 * @param duration without a heartbeat for this long, the holder counts as gone
 * @param patience how long a job waits for a holder that is alive
 */
public record LeaseSettings(Duration duration, Duration patience) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /**
   * @throws io.saleslens.indexer.settings.SettingsException if a value is malformed
   */
  public static LeaseSettings from(SettingsReader settings) {
    return new LeaseSettings(
        settings.parse(
            "lease.duration",
            Duration.ofSeconds(30),
            "a duration from a second to P24D, such as PT30S",
            value -> {
              Duration duration = Duration.parse(value);
              boolean tooLong = duration.compareTo(SettingsReader.LONGEST) > 0;
              return tooLong || duration.compareTo(SHORTEST) < 0 ? null : duration;
            }),
        settings.duration("lease.wait", Duration.ofMinutes(10)));
  }

  /** Several heartbeats must fail before the lease is lost. */
  Duration heartbeat() {
    return duration.dividedBy(5);
  }
}
