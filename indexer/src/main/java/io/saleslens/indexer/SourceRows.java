package io.saleslens.indexer;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SaleRow;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of the source as a run would write them. */
final class SourceRows implements AutoCloseable {
  private final SaleSource source;
  private final SaleEncoder encoder;

  /** Takes the rows as they are read. */
  @FunctionalInterface
  interface Sink {
    void row(Row row) throws InterruptedException;
  }

  SourceRows(Database database, SourceSettings settings, CardKeys cardKeys, Clock clock)
      throws InterruptedException {
    this.source = new SaleSource(database, settings);
    this.encoder = new SaleEncoder(settings, source.fields(), cardKeys, clock);
  }

  /** Number of rows, for showing progress. */
  long count(TimeRange soldAt) throws InterruptedException {
    return source.count(soldAt);
  }

  /** Reads the rows of a time by id. */
  void forEach(TimeRange soldAt, Sink sink) throws InterruptedException {
    source.readAll(soldAt, Optional.empty(), (columns, position) -> sink.row(read(columns)));
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
