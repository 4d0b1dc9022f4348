package io.saleslens.app.doctor;

import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/** Whether local times of the table can mean two instants. */
final class ZoneCheck implements Check {
  private final SourceSettings source;
  private final Clock clock;

  ZoneCheck(SourceSettings source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "zones";
  }

  @Override
  public List<Finding> look() {
    ZoneId zone = source.sourceZone();
    String found =
        "business days of %s, times of the table in %s"
            .formatted(source.businessZone().getId(), zone.getId());
    ZoneOffsetTransition next = zone.getRules().nextTransition(clock.instant());
    return List.of(
        next == null
            ? Finding.ok(name(), found)
            : Finding.warn(
                name(),
                "%s, whose clocks change next on %s: an hour then comes twice, or not at all"
                    .formatted(found, next.getDateTimeBefore().toLocalDate()),
                "Sales of the hour that comes twice count in the first pass. Where that matters, keep the table's times in UTC and set saleslens.source.zone (SALESLENS_SOURCE_ZONE) to UTC."));
  }
}
