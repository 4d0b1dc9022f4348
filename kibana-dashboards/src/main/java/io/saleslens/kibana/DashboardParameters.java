package io.saleslens.kibana;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;

/**
 * What an installation's dashboards depend on.
 *
 * @param indexPrefix what the names of its indices begin with, {@code platform_} by default. With
 *     another one the ids of saved objects carry it too, so that two installations can share a
 *     space
 * @param zone the business zone, in which tables show instants whatever the browser's zone is
 * @param currency of all amounts; they are stored in its minor unit and shown in its major one
 */
public record DashboardParameters(String indexPrefix, ZoneId zone, Currency currency) {
  /** What a person has to set in Kibana for this zone; empty if nothing. */
  public Optional<String> advice() {
    return Optional.empty();
  }
}
