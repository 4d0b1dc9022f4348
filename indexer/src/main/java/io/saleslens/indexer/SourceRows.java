package io.saleslens.indexer;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SaleReader;
import io.saleslens.indexer.mysql.SourceTable;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of the source as a run would write them, read over one connection. */
final class SourceRows implements AutoCloseable {
  private final Database database;
  private final Connection connection;
  private final SaleReader reader;
  private final SaleEncoder encoder;

  /** Takes the rows as they are read. */
  @FunctionalInterface
  interface Sink {
    void row(Row row) throws InterruptedException;
  }

  private SourceRows(
      Database database, Connection connection, SaleReader reader, SaleEncoder encoder) {
    this.database = database;
    this.connection = connection;
    this.reader = reader;
    this.encoder = encoder;
  }

  static SourceRows open(Database database, SourceSettings source, CardKeys cardKeys, Clock clock) {
    Connection connection = database.connect();
    try {
      SourceTable table = SourceTable.open(database, connection, source);
      return new SourceRows(
          database,
          connection,
          new SaleReader(database, connection, table, source.pageSize()),
          new SaleEncoder(source, table.fields(), cardKeys, clock));
    } catch (RuntimeException e) {
      database.close(connection);
      throw e;
    }
  }

  /** Number of rows, for showing progress. */
  long count(TimeRange soldAt) {
    return reader.count(soldAt);
  }

  /** Reads the rows of a time by id. */
  void forEach(TimeRange soldAt, Sink sink) throws InterruptedException {
    reader.readAll(soldAt, Optional.empty(), (columns, position) -> sink.row(read(columns)));
  }

  /** The rows with some ids, by id; one that is not there is absent. */
  Map<String, Row> find(Collection<String> ids) throws InterruptedException {
    Map<String, Row> found = new HashMap<>();
    reader.readIds(
        ids,
        (columns, position) -> {
          Row row = read(columns);
          found.put(row.id(), row);
        });
    return found;
  }

  private Row read(ResultSet columns) throws SQLException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Stopped while reading");
    }
    return encoder.encode(columns);
  }

  @Override
  public void close() {
    database.close(connection);
  }
}
