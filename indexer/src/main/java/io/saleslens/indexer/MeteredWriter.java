package io.saleslens.indexer;

import io.saleslens.indexer.meter.Meters;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells the meters what becomes of the batches of one run. */
final class MeteredWriter implements BatchWriter {
  private final BatchWriter writer;
  private final Meters meters;
  private LateRows late = LateRows.NONE;

  MeteredWriter(BatchWriter writer, Meters meters) {
    this.writer = writer;
    this.meters = meters;
    meters.oldestLateRow(Duration.ZERO);
  }

  @Override
  public boolean compares() {
    return writer.compares();
  }

  @Override
  public Set<LocalDate> dirtyDays() {
    return writer.dirtyDays();
  }

  @Override
  public CompletableFuture<Outcome> write(Batch batch) throws InterruptedException {
    // kept apart from the batch, which is not to be held until all before it is done
    int rows = batch.rows();
    return writer
        .write(batch)
        .thenApply(
            outcome -> {
              count(rows, outcome);
              return outcome;
            });
  }

  private synchronized void count(int rows, Outcome outcome) {
    meters.rows(rows, outcome.written(), outcome.rejected(), outcome.late().number());
    late = late.plus(outcome.late());
    meters.oldestLateRow(late.oldestLag());
  }
}
