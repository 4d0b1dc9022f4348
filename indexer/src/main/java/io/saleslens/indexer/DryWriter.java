package io.saleslens.indexer;

import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Counts what {@link SalesWriter} would do, and does nothing. */
final class DryWriter implements BatchWriter {
  private final IndexNames names;
  private final StoredSales stored;
  private final boolean compare;
  private final Set<LocalDate> days = new HashSet<>();

  DryWriter(IndexNames names, StoredSales stored, boolean compare) {
    this.names = names;
    this.stored = stored;
    this.compare = compare;
  }

  @Override
  public boolean compares() {
    return compare;
  }

  @Override
  public Set<LocalDate> dirtyDays() {
    return days;
  }

  @Override
  public CompletableFuture<Outcome> write(Batch batch) {
    BatchPlan plan =
        new BatchPlan(
            names, batch, new BulkBody(), compare ? stored.find(batch.ids()) : Map.of(), false);
    days.addAll(plan.days());
    return CompletableFuture.completedFuture(plan.expected());
  }
}
