package io.saleslens.indexer;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.mysql.SaleRow;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of a source as a run would write them. */
final class SourceRows implements AutoCloseable {
  private final SourceSettings settings;
  private final SaleSource source;
  private final SaleEncoder encoder;
  private final Optional<Long> readThrough;

  /** Takes the rows as they are read. */
  @FunctionalInterface
  interface Sink {
    void row(Row row) throws InterruptedException;
  }

  /**
   * @param state of the source
   * @throws SettingsException if the indices were built with other settings
   */
  SourceRows(Source from, StateStore state, CardKeys cardKeys, Clock clock)
      throws InterruptedException {
    this.settings = from.settings();
    Identity.of(settings, cardKeys).isKnown(state);
    Optional<Instant> through = new Checkpoints(state).readThrough();
    this.source = new SaleSource(from.database(), settings);
    this.readThrough =
        through.map(source::settled).map(it -> ChronoUnit.MICROS.between(Instant.EPOCH, it));
    this.encoder = new SaleEncoder(settings, source.fields(), cardKeys, clock);
  }

  /** What the table looks like. */
  SourceSettings settings() {
    return settings;
  }

  /** Whether the next sync reads a row. */
  boolean isUnread(Row row) {
    return readThrough.map(it -> row.version() >= it).orElse(true);
  }

  /** Number of rows of some business days, for showing progress. */
  long count(Optional<LocalDate> from, Optional<LocalDate> to) throws InterruptedException {
    return source.count(soldAt(from, to));
  }

  /** Reads the rows of some business days, and perhaps a few of the days beside them. */
  void forEach(Optional<LocalDate> from, Optional<LocalDate> to, Sink sink)
      throws InterruptedException {
    source.readAll(
        soldAt(from, to), Optional.empty(), (columns, position) -> sink.row(read(columns)));
  }

  private TimeRange soldAt(Optional<LocalDate> from, Optional<LocalDate> to) {
    return TimeRange.covering(from, to, settings.businessZone(), settings.sourceZone());
  }

  /** The rows with some ids, by id; one that is not there is absent. */
  Map<String, Row> find(Collection<String> ids) throws InterruptedException {
    Map<String, Row> found = new HashMap<>();
    source.readIds(
        ids,
        (columns, position) -> {
          Row row = read(columns);
          found.put(row.id(), row);
        });
    return found;
  }

  private Row read(SaleRow columns) throws SQLException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Stopped while reading");
    }
    return encoder.encode(columns);
  }

  @Override
  public void close() {
    source.close();
  }
}
