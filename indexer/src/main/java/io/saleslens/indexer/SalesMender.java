package io.saleslens.indexer;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Makes the documents of sales that differ what their rows say, for one source. */
final class SalesMender {
  private final SalesWriter writer;
  private final int batchBytes;
  private Batch batch = new Batch();
  private BatchWriter.Outcome total = BatchWriter.Outcome.NOTHING;

  SalesMender(SalesWriter writer, int batchBytes) {
    this.writer = writer;
    this.batchBytes = batchBytes;
  }

  /**
   * @param row empty if it is gone
   */
  void mend(String id, Optional<Row> row) throws InterruptedException {
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

  /** The days marked dirty. */
  Set<LocalDate> dirtyDays() {
    return writer.dirtyDays();
  }

  /** Mends what is left; all that was done. */
  BatchWriter.Outcome finish() throws InterruptedException {
    flush();
    return total;
  }
}
