package io.saleslens.indexer.mysql;

import io.saleslens.indexer.mysql.SaleReader.RowSink;
import io.saleslens.indexer.retry.Attempts;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source table, read over a connection that is made anew when it breaks: a read goes on behind
 * the last row that it handed over. How long the server may fail is the setting {@code
 * sync.patience}, counted anew whenever rows came; a server that fails when the source is opened is
 * given up within seconds, as somebody may be waiting and the address may be wrong.
 *
 * <p>One thread. Only ever reads.
 */
public final class SaleSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SaleSource.class);

  private final Database database;
  private final SourceSettings settings;
  private final List<SaleField> fields;
  private final Instant openedAt;
  private final boolean changesAreOfDays;
  private Patience patience;

  /** The attempts since something failed; null as long as all goes well. */
  private Attempts attempts;

  /** Null when it is to be made anew. */
  private Connection connection;

  private SaleReader reader;

  /**
   * Connects and looks the table up.
   *
   * @throws SettingsException if table, columns or account do not fit
   * @throws MysqlException if the server fails
   * @throws InterruptedException if interrupted between two attempts
   */
  public SaleSource(Database database, SourceSettings settings) throws InterruptedException {
    this.database = database;
    this.settings = settings;
    Patience usual = new Patience(settings.patience(), 1);
    this.patience = usual.atFirst();
    try {
      SourceTable table = patiently(this::openTable);
      this.fields = table.fields();
      this.changesAreOfDays = Lane.isOfDays(table);
      this.openedAt = patiently(() -> database.now(connection));
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
    this.patience = usual;
  }

  private SourceTable openTable() {
    SourceTable table = SourceTable.open(database, connection, settings);
    reader = new SaleReader(database, connection, table, settings.pageSize());
    return table;
  }

  /** The server's clock when this was opened. */
  public Instant openedAt() {
    return openedAt;
  }

  /** The fields that are read, in the order in which a row has them, counted from 1. */
  public List<SaleField> fields() {
    return fields;
  }

  /**
   * What says that it changed before this instant was there when the table was read at another:
   * that instant, or the beginning of the day before where some rows say the day alone.
   */
  public Instant settled(Instant readThrough) {
    return changesAreOfDays
        ? LocalDate.ofInstant(readThrough, settings.sourceZone())
            .minusDays(1)
            .atStartOfDay(settings.sourceZone())
            .toInstant()
        : readThrough;
  }

  /** See {@link SaleReader#count(TimeRange)}. */
  public long count(TimeRange soldAt) throws InterruptedException {
    return patiently(() -> reader().count(soldAt));
  }

  /** See {@link SaleReader#count(TimeRange, Optional)}. */
  public long count(TimeRange soldAt, Optional<Position> resume) throws InterruptedException {
    return patiently(() -> reader().count(soldAt, resume));
  }

  /**
   * See {@link SaleReader#readAll}. Rows that have no position may be handed over twice if the
   * connection breaks, all others once.
   */
  public void readAll(TimeRange soldAt, Optional<Position> resume, RowSink sink)
      throws InterruptedException {
    Remembering rows = new Remembering(resume, sink);
    patiently(
        () -> {
          reader().readAll(soldAt, rows.last, rows);
          return null;
        });
  }

  /**
   * See {@link SaleReader#readSold}. Rows that have no position may be handed over twice if the
   * connection breaks, all others once.
   */
  public void readSold(TimeRange soldAt, boolean rest, Optional<Position> resume, RowSink sink)
      throws InterruptedException {
    Remembering rows = new Remembering(resume, sink);
    patiently(
        () -> {
          reader().readSold(soldAt, rest, rows.last, rows);
          return null;
        });
  }

  /** See {@link SaleReader#countByDay}. */
  public SortedMap<LocalDate, Long> countByDay(TimeRange soldAt) throws InterruptedException {
    return patiently(() -> reader().countByDay(soldAt));
  }

  /** See {@link SaleReader#isOrderedBySoldAt}. */
  public boolean isOrderedBySoldAt() throws InterruptedException {
    return patiently(() -> reader().isOrderedBySoldAt());
  }

  /**
   * See {@link SaleReader#readChanged}. Rows that have no position may be handed over twice if the
   * connection breaks, all others once.
   */
  public void readChanged(Since since, Optional<Position> resume, RowSink sink)
      throws InterruptedException {
    Remembering rows = new Remembering(resume, sink);
    patiently(
        () -> {
          reader().readChanged(since, rows.last, rows);
          return null;
        });
  }

  /** See {@link SaleReader#readIds}. Rows may be handed over twice if the connection breaks. */
  public void readIds(Collection<String> ids, RowSink sink) throws InterruptedException {
    patiently(
        () -> {
          reader().readIds(ids, sink);
          return null;
        });
  }

  /** Hands rows on and knows behind which of them to go on. */
  private final class Remembering implements RowSink {
    private final RowSink sink;
    private Optional<Position> last;

    Remembering(Optional<Position> resume, RowSink sink) {
      this.last = resume;
      this.sink = sink;
    }

    @Override
    public void row(SaleRow row, Position position) throws SQLException, InterruptedException {
      sink.row(row, position);
      if (position != null) {
        last = Optional.of(position);
        attempts = null;
      }
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    T run() throws InterruptedException;
  }

  /** Over a new connection the table is looked up again, which also sets the session's zone. */
  private SaleReader reader() {
    if (reader == null) {
      openTable();
    }
    return reader;
  }

  private <T> T patiently(Step<T> step) throws InterruptedException {
    while (true) {
      try {
        if (connection == null) {
          connection = database.connect();
        }
        T result = step.run();
        attempts = null;
        return result;
      } catch (MysqlException e) {
        if (!isTemporary(e) || !pause(e)) {
          throw e;
        }
      }
    }
  }

  /** Where a row breaks off, the driver does not always say that it was for the connection. */
  private boolean isTemporary(MysqlException failure) {
    return failure.isTemporary() || connection != null && Database.isBroken(connection);
  }

  private boolean pause(MysqlException failure) throws InterruptedException {
    close();
    if (attempts == null) {
      attempts = patience.begin();
    }
    return attempts.pause(
        Duration.ZERO,
        (failed, millis) -> {
          database.meters().mysqlRetry();
          LOG.warn("{} Attempt {}, next in {} ms", failure.getMessage(), failed, millis);
        });
  }

  @Override
  public void close() {
    if (connection != null) {
      database.close(connection);
      connection = null;
      reader = null;
    }
  }
}
