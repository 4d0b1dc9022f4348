package io.saleslens.indexer.mysql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Local times of the source zone between which sales are read.
 *
 * @param from first, included; empty means no bound
 * @param to last, excluded; empty means no bound
 */
public record TimeRange(Optional<LocalDateTime> from, Optional<LocalDateTime> to) {
  /** No bounds. */
  public static final TimeRange ALL = new TimeRange(Optional.empty(), Optional.empty());

  /**
   * The range that surely covers some business days. An hour is added on both sides because a local
   * time can stand for two instants when clocks go back; rows that turn out to be of another day do
   * no harm.
   *
   * @param first business day, or empty for no bound
   * @param last business day, included, or empty for no bound
   */
  public static TimeRange covering(
      Optional<LocalDate> first, Optional<LocalDate> last, ZoneId businessZone, ZoneId sourceZone) {
    return new TimeRange(
        first.map(day -> local(day, businessZone, sourceZone).minusHours(1)),
        last.map(day -> local(day.plusDays(1), businessZone, sourceZone).plusHours(1)));
  }

  /** The part before a time. */
  public TimeRange before(LocalDateTime time) {
    return new TimeRange(from, Optional.of(time));
  }

  /** The part from a time on. */
  public TimeRange since(LocalDateTime time) {
    return new TimeRange(Optional.of(time), to);
  }

  private static LocalDateTime local(LocalDate day, ZoneId businessZone, ZoneId sourceZone) {
    return LocalDateTime.ofInstant(day.atStartOfDay(businessZone).toInstant(), sourceZone);
  }
}
