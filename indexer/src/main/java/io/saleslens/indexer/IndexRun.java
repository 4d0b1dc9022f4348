package io.saleslens.indexer;

import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.SaleRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Takes rows as they are read, gathers them into batches, keeps a few batches in flight and reports
 * how far everything is acknowledged, in order. One run, one thread.
 */
final class IndexRun {
  /** Rows in a batch that need no looking up. */
  private static final int MOST_ROWS = 10_000;

  private final SaleEncoder encoder;
  private final BatchWriter writer;
  private final IntSupplier bodyBytes;
  private final int mostRows;
  private final Progress progress;
  private final Consumer<Position> acknowledged;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private final Optional<Instant> due;
  private Batch batch;
  private BatchWriter.Outcome total = BatchWriter.Outcome.NOTHING;
  private long rowsRead;

  /** Holds no documents: when one bulk takes long, many that are done may wait behind it. */
  private record InFlight(
      int rows, Position last, CompletableFuture<BatchWriter.Outcome> outcome) {}

  /**
   * @param bodyBytes size at which a batch is worth writing now, bytes
   * @param due what changed before this instant was due in the run before and comes late; empty if
   *     nothing was
   * @param acknowledged is told positions up to which everything is durable
   */
  IndexRun(
      SaleEncoder encoder,
      BatchWriter writer,
      IntSupplier bodyBytes,
      Optional<Instant> due,
      Progress progress,
      Consumer<Position> acknowledged) {
    this.encoder = encoder;
    this.writer = writer;
    this.bodyBytes = bodyBytes;
    this.due = due;
    this.batch = new Batch(due);
    this.mostRows = writer.compares() ? StoredSales.MOST_IDS : MOST_ROWS;
    this.progress = progress;
    this.acknowledged = acknowledged;
  }

  void row(SaleRow columns, Position position) throws SQLException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Stopped while reading");
    }
    Row row = encoder.encode(columns);
    // A row that changed while we read comes twice; the second must see the first as written.
    if (row.id() != null && batch.ids().contains(row.id())) {
      flush();
    }
    batch.add(row, position);
    rowsRead++;
    if (batch.bytes() >= bodyBytes.getAsInt() || batch.rows() >= mostRows) {
      flush();
    }
  }

  private void flush() throws InterruptedException {
    if (batch.rows() == 0) {
      return;
    }
    inFlight.addLast(new InFlight(batch.rows(), batch.last(), writer.write(batch)));
    batch = new Batch(due);
    while (!inFlight.isEmpty() && (writer.compares() || inFlight.peekFirst().outcome().isDone())) {
      takeFirst();
    }
  }

  private void takeFirst() throws InterruptedException {
    InFlight first = inFlight.removeFirst();
    total = total.plus(await(first.outcome()));
    progress.advance(first.rows());
    if (first.last() != null) {
      acknowledged.accept(first.last());
    }
  }

  /**
   * @throws ElasticException if the batch could not be written
   */
  static BatchWriter.Outcome await(CompletableFuture<BatchWriter.Outcome> outcome)
      throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  private static RuntimeException unwrapped(Throwable cause) {
    Throwable root = cause instanceof CompletionException ? cause.getCause() : cause;
    if (root instanceof RuntimeException known) {
      return known;
    }
    return new IllegalStateException("Writing a batch failed", root);
  }

  /**
   * Writes what is left and waits for all of it.
   *
   * @throws ElasticException if a batch could not be written
   */
  void finish() throws InterruptedException {
    flush();
    while (!inFlight.isEmpty()) {
      takeFirst();
    }
  }

  /**
   * What was done; once it is finished.
   *
   * @param readThrough see {@link IndexReport}
   */
  IndexReport report(Instant readThrough) {
    return new IndexReport(
        rowsRead,
        total.written(),
        total.unchanged(),
        total.alreadyNewer(),
        total.removed(),
        total.rejected(),
        total.late().number(),
        total.late().oldestLag(),
        total.uncounted(),
        new TreeSet<>(writer.dirtyDays()),
        readThrough,
        List.of());
  }
}
