package io.saleslens.kibana;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;

/**
 * What an installation's dashboards depend on.
 *
 * @param indexPrefix what the names of its indices begin with, {@code platform_} by default. With
 *     another one the ids and titles of saved objects carry it too, so that two installations can
 *     share a space
 * @param zone the business zone, in which reports that Kibana's server makes show times; a browser
 *     shows them, with their offset, in Kibana's own zone
 * @param currency of all amounts; they are stored in its minor unit and shown in its major one
 */
public record DashboardParameters(String indexPrefix, ZoneId zone, Currency currency) {
  static final String DEFAULT_PREFIX = "platform_";

  /**
   * What a person has to set in Kibana for the zone; empty if nothing.
   *
   * <p>A business day is stored as its midnight in UTC. East of there that is the same day on
   * everybody's clock; west of it, it is the evening before.
   */
  public Optional<String> advice() {
    if (zone.getRules().getStandardOffset(Instant.now()).getTotalSeconds() >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("Business days are stored as midnight in UTC, which is the day before in %s. Set"
                + " dateFormat:tz to UTC in this space (Stack Management, Advanced Settings), or"
                + " panels show each day's numbers a day early. Times are then shown in UTC, with"
                + " their offset.")
            .formatted(zone.getId()));
  }

  boolean isDefaultPrefix() {
    return indexPrefix.equals(DEFAULT_PREFIX);
  }
}
