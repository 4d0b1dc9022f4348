package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import java.time.Instant;
import java.time.LocalDateTime;

/**
 * From when on changes are read.
 *
 * @param instant for columns that hold instants
 * @param local for columns that hold local times of the source zone: the earliest that its clocks
 *     showed since
 */
public record Since(Instant instant, LocalDateTime local) {
  /** As a column has it that orders a lane. */
  LocalDateTime in(SourceTable table, SaleField key) {
    LocalDateTime exact = table.isTimestamp(key) ? table.shown(key, instant) : local;
    return Lane.settled(table, key, exact);
  }
}
