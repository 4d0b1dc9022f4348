package io.saleslens.indexer;

import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Takes batches of rows: to write them, or to tell what writing them would do. */
interface BatchWriter {
  /** Whether what stands in the index is looked up for each batch, so that batches are small. */
  boolean compares();

  /** Days whose numbers have to be computed again for the batches taken so far. */
  Set<LocalDate> dirtyDays();

  /**
   * Takes a batch; waits while too many are in flight.
   *
   * @return completes once every row of the batch is durable, as a sale or as a reject
   */
  CompletableFuture<Outcome> write(Batch batch) throws InterruptedException;

  /**
   * What became of a batch.
   *
   * @param written sales
   * @param unchanged sales
   * @param alreadyNewer sales
   * @param removed documents
   * @param rejected rows
   * @param late those among the written sales that came late
   * @param uncounted those among the written sales that count nowhere
   */
  record Outcome(
      long written,
      long unchanged,
      long alreadyNewer,
      long removed,
      long rejected,
      LateRows late,
      Uncounted uncounted) {
    static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, LateRows.NONE, Uncounted.NONE);

    Outcome plus(Outcome other) {
      return new Outcome(
          written + other.written,
          unchanged + other.unchanged,
          alreadyNewer + other.alreadyNewer,
          removed + other.removed,
          rejected + other.rejected,
          late.plus(other.late),
          uncounted.plus(other.uncounted));
    }
  }
}
