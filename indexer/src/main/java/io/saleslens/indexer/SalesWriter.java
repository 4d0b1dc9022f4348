package io.saleslens.indexer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkOutcome;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Writes batches of rows into {@code platform_sales}. The order of its steps is what makes a crash
 * harmless: the days of the sales, and those the sales leave, are marked dirty before a sale is
 * written.
 *
 * <p>With {@code compare} it looks up what stands there first: an unchanged sale is passed over, a
 * sale whose day moved dirties both days, and one whose month moved leaves its old index. Without
 * it, for an index that was empty at the start, none of this can be.
 */
final class SalesWriter implements BatchWriter {
  private final MonthIndices months;
  private final IndexNames names;
  private final BulkWriter bulk;
  private final DayLedger ledger;
  private final Rejects rejects;
  private final StoredSales stored;
  private final boolean compare;
  private final boolean overwrite;
  private final Set<LocalDate> marked = new HashSet<>();

  SalesWriter(
      MonthIndices months,
      IndexNames names,
      BulkWriter bulk,
      DayLedger ledger,
      Rejects rejects,
      StoredSales stored,
      boolean compare) {
    this(months, names, bulk, ledger, rejects, stored, compare, false);
  }

  private SalesWriter(
      MonthIndices months,
      IndexNames names,
      BulkWriter bulk,
      DayLedger ledger,
      Rejects rejects,
      StoredSales stored,
      boolean compare,
      boolean overwrite) {
    this.months = months;
    this.names = names;
    this.bulk = bulk;
    this.ledger = ledger;
    this.rejects = rejects;
    this.stored = stored;
    this.compare = compare;
    this.overwrite = overwrite;
  }

  /** One that compares, for this source, with the rows that are rejected at the moment. */
  static SalesWriter comparing(
      Elastic elastic,
      Indices indices,
      IndexNames names,
      BulkWriter bulk,
      SourceSettings source,
      Clock clock) {
    Rejects rejects = new Rejects(elastic, bulk, names.rejects(), source.table(), clock);
    rejects.load(indices);
    return new SalesWriter(
        new MonthIndices(indices, names, Optional.empty()),
        names,
        bulk,
        new DayLedger(elastic, bulk, indices, names.days(), clock),
        rejects,
        new StoredSales(elastic, indices, names.sales()),
        true);
  }

  /**
   * The same, but it also writes a sale whose {@code modified} went back, over the later version
   * that stands there or that Elasticsearch still remembers to have deleted. Such a document counts
   * its version up by one; a later change, with a later time, replaces it as usual.
   */
  SalesWriter overwriting() {
    return new SalesWriter(months, names, bulk, ledger, rejects, stored, true, true);
  }

  @Override
  public boolean compares() {
    return compare;
  }

  /** Days that this writer has marked dirty. */
  @Override
  public Set<LocalDate> dirtyDays() {
    return marked;
  }

  @Override
  public CompletableFuture<Outcome> write(Batch batch) throws InterruptedException {
    BatchPlan plan =
        new BatchPlan(
            names, batch, bulk.newBody(), compare ? stored.find(batch.ids()) : Map.of(), overwrite);
    plan.writtenDays().forEach(months::prepare);
    mark(plan.days());
    rejects.add(batch.refused());
    return bulk.submit(plan.body()).thenApply(outcome -> settle(batch, plan, outcome));
  }

  private void mark(Set<LocalDate> days) {
    Set<LocalDate> fresh =
        days.stream().filter(day -> !marked.contains(day)).collect(Collectors.toSet());
    ledger.mark(fresh);
    marked.addAll(fresh);
  }

  private Outcome settle(Batch batch, BatchPlan plan, BulkOutcome outcome) {
    List<Row.Sale> refusedSales = new ArrayList<>();
    List<Row.Refused> refusedNow = new ArrayList<>();
    if (!outcome.rejected().isEmpty()) {
      Map<String, Row.Sale> written = new HashMap<>();
      plan.written().forEach(sale -> written.put(sale.id(), sale));
      for (BulkOutcome.Rejection it : outcome.rejected()) {
        if (written.containsKey(it.id())) {
          refusedSales.add(written.get(it.id()));
          refusedNow.add(refused(written.get(it.id()), it.reason()));
        }
      }
    }
    rejects.add(refusedNow);
    remove(refusedSales);
    Set<String> bad = refusedNow.stream().map(Row.Refused::id).collect(Collectors.toSet());
    rejects.settle(batch.sales().stream().map(Row.Sale::id).filter(id -> !bad.contains(id)));
    rejects.settle(batch.gone().stream());
    return plan.outcome(outcome.alreadyNewer(), bad);
  }

  /** What Elasticsearch refused must not leave an older version of the sale standing. */
  private void remove(List<Row.Sale> refused) {
    BulkBody body = new BulkBody();
    for (Row.Sale sale : refused) {
      String month = names.salesOf(sale.businessDate());
      if (overwrite) {
        body.delete(month, sale.id());
      } else {
        body.delete(month, sale.id(), sale.version());
      }
    }
    bulk.write(body);
  }

  private static Row.Refused refused(Row.Sale sale, String reason) {
    return new Row.Refused(
        sale.id(), sale.version(), CardMask.mask(reason), (ObjectNode) Json.tree(sale.document()));
  }
}
