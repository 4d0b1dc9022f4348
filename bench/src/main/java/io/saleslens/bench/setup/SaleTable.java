package io.saleslens.bench.setup;

import io.saleslens.indexer.mysql.CsvLoader;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes a source table and fills it. The rows are made up by the server itself, which spares their
 * way through the driver; the statement is one that MySQL and MariaDB both know.
 */
public final class SaleTable {
  private static final int CONNECTIONS = 2;
  private static final int ROWS_PER_STATEMENT = 50_000;

  private final Database database;
  private final SourceSettings source;

  /**
   * @param source names the table
   */
  public SaleTable(Database database, SourceSettings source) {
    this.database = database;
    this.source = source;
  }

  /**
   * Makes the table and fills it.
   *
   * @throws InterruptedException if interrupted
   */
  public void fill(MadeUpSales made) throws InterruptedException {
    with(connection -> new CsvLoader(database, source).createTable(connection));
    ExecutorService inserters = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      AtomicLong next = new AtomicLong();
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        parts.add(inserters.submit(() -> with(connection -> insertAll(connection, made, next))));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("Filling " + source.table() + " failed", e.getCause());
    } finally {
      inserters.shutdownNow();
      inserters.awaitTermination(1, TimeUnit.MINUTES);
    }
    with(connection -> execute(connection, "ANALYZE TABLE " + source.table()));
  }

  /**
   * Changes the amounts of some sales, as of now.
   *
   * @param after the id before the first that may change
   * @param step every so many-th changes, from 1
   * @param count how many change
   * @param round another number changes others, if the step leaves some
   */
  public void change(long after, long step, int count, long round) {
    long every = Math.max(1, step);
    String ids =
        LongStream.range(0, count)
            .mapToObj(n -> Long.toString(after + 1 + n * every + round % every))
            .collect(Collectors.joining(", "));
    with(connection -> execute(connection, SaleStatements.change(source.table(), ids)));
  }

  @FunctionalInterface
  private interface Work {
    void on(Connection connection);
  }

  private void with(Work work) {
    Connection connection = database.connect();
    try {
      work.on(connection);
    } finally {
      database.close(connection);
    }
  }

  private void insertAll(Connection connection, MadeUpSales made, AtomicLong next) {
    for (long from = next.getAndAdd(ROWS_PER_STATEMENT);
        from < made.sales() && !Thread.currentThread().isInterrupted();
        from = next.getAndAdd(ROWS_PER_STATEMENT)) {
      long end = Math.min(from + ROWS_PER_STATEMENT, made.sales());
      execute(connection, SaleStatements.insert(source.table(), made, from, end));
    }
  }

  private void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw database.failure("filling table " + source.table(), e);
    }
  }
}
