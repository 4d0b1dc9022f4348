package io.saleslens.indexer;

import io.saleslens.indexer.SalesCheckReport.Kind;
import java.time.LocalDate;
import java.util.Optional;

/** Makes the documents of the sales that differ what their rows say. */
final class SalesMender implements SaleComparison.Sink {
  private final SalesWriter writer;
  private final int batchBytes;
  private Batch batch = new Batch();
  private BatchWriter.Outcome total = BatchWriter.Outcome.NOTHING;

  SalesMender(SalesWriter writer, int batchBytes) {
    this.writer = writer;
    this.batchBytes = batchBytes;
  }

  @Override
  public void found(Kind kind, LocalDate day, String id, Optional<Row> row)
      throws InterruptedException {
    if (kind == Kind.PENDING) {
      return;
    }
    if (batch.ids().contains(id)) {
      flush();
    }
    row.ifPresentOrElse(it -> batch.add(it, null), () -> batch.addGone(id));
    if (batch.rows() >= StoredSales.MOST_IDS || batch.bytes() >= batchBytes) {
      flush();
    }
  }

  private void flush() throws InterruptedException {
    if (batch.rows() > 0) {
      total = total.plus(IndexRun.await(writer.write(batch)));
      batch = new Batch();
    }
  }

  /** Mends what is left; all that was done. */
  BatchWriter.Outcome finish() throws InterruptedException {
    flush();
    return total;
  }
}
