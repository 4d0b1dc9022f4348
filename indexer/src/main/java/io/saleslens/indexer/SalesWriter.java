package io.saleslens.indexer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkOutcome;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
final class SalesWriter {
  private final Indices indices;
  private final IndexNames names;
  private final BulkWriter bulk;
  private final DayLedger ledger;
  private final Rejects rejects;
  private final StoredSales stored;
  private final IndexDefinition definition;
  private final boolean compare;
  private final boolean overwrite;
  private final Set<LocalDate> marked = new HashSet<>();

  SalesWriter(
      Indices indices,
      IndexNames names,
      BulkWriter bulk,
      DayLedger ledger,
      Rejects rejects,
      StoredSales stored,
      boolean compare) {
    this(indices, names, bulk, ledger, rejects, stored, compare, false);
  }

  private SalesWriter(
      Indices indices,
      IndexNames names,
      BulkWriter bulk,
      DayLedger ledger,
      Rejects rejects,
      StoredSales stored,
      boolean compare,
      boolean overwrite) {
    this.indices = indices;
    this.names = names;
    this.bulk = bulk;
    this.ledger = ledger;
    this.rejects = rejects;
    this.stored = stored;
    this.definition = SalesIndex.sales(names);
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
        indices,
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
    return new SalesWriter(indices, names, bulk, ledger, rejects, stored, true, true);
  }

  /**
   * What became of a batch.
   *
   * @param written sales
   * @param unchanged sales
   * @param alreadyNewer sales
   * @param removed documents
   * @param rejected rows
   */
  record Outcome(long written, long unchanged, long alreadyNewer, long removed, long rejected) {
    static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0);

    Outcome plus(Outcome other) {
      return new Outcome(
          written + other.written,
          unchanged + other.unchanged,
          alreadyNewer + other.alreadyNewer,
          removed + other.removed,
          rejected + other.rejected);
    }
  }

  boolean compares() {
    return compare;
  }

  /** Days that this writer has marked dirty. */
  Set<LocalDate> markedDays() {
    return marked;
  }

  /**
   * Sends a batch; waits while too many are in flight.
   *
   * @return completes once every row of the batch is durable, as a sale or as a reject
   */
  CompletableFuture<Outcome> write(Batch batch) throws InterruptedException {
    Plan plan = plan(batch);
    mark(plan.days);
    rejects.add(batch.refused());
    return bulk.submit(plan.body).thenApply(outcome -> settle(batch, plan, outcome));
  }

  /** What is to be done for a batch. */
  private static final class Plan {
    private final BulkBody body = new BulkBody();
    private final Set<LocalDate> days = new TreeSet<>();
    private final Map<String, Row.Sale> written = new HashMap<>();
    private long unchanged;
    private long removed;
  }

  private Plan plan(Batch batch) {
    Map<String, List<StoredSales.Stored>> before =
        compare && batch.rows() > 0 ? stored.find(batch.ids()) : Map.of();
    Plan plan = new Plan();
    for (Row.Sale sale : batch.sales()) {
      planSale(plan, sale, before.getOrDefault(sale.id(), List.of()));
    }
    for (Row.Refused row : batch.refused()) {
      if (row.id() == null) {
        continue;
      }
      planRemoval(plan, row.id(), before.getOrDefault(row.id(), List.of()));
    }
    for (String id : batch.gone()) {
      planRemoval(plan, id, before.getOrDefault(id, List.of()));
    }
    return plan;
  }

  private void planSale(Plan plan, Row.Sale sale, List<StoredSales.Stored> before) {
    String month = names.salesOf(sale.businessDate());
    Map<Boolean, List<StoredSales.Stored>> inThisMonth =
        before.stream()
            .collect(
                Collectors.partitioningBy(
                    old -> old.month().equals(YearMonth.from(sale.businessDate()))));
    planRemoval(plan, sale.id(), inThisMonth.get(false));
    List<StoredSales.Stored> here = inThisMonth.get(true);
    if (here.stream().anyMatch(old -> old.isSameAs(sale.document()))) {
      plan.unchanged++;
      return;
    }
    indices.initMonth(definition, names, sale.businessDate());
    here.forEach(old -> plan.days.add(old.businessDate()));
    plan.days.add(sale.businessDate());
    if (overwrite
        && (here.isEmpty() || here.stream().anyMatch(old -> old.version() > sale.version()))) {
      plan.body.index(month, sale.id(), sale.document());
    } else {
      plan.body.index(month, sale.id(), sale.version(), sale.document());
    }
    plan.written.put(sale.id(), sale);
  }

  private void planRemoval(Plan plan, String id, Collection<StoredSales.Stored> old) {
    for (StoredSales.Stored it : old) {
      plan.days.add(it.businessDate());
      // With the version it has: an unversioned delete would count it up, and the same row, back
      // where it was, would then be taken for an older one.
      plan.body.delete(names.salesOf(it.month().atDay(1)), id, it.version());
      plan.removed++;
    }
  }

  private void mark(Set<LocalDate> days) {
    Set<LocalDate> fresh =
        days.stream().filter(day -> !marked.contains(day)).collect(Collectors.toSet());
    ledger.mark(fresh);
    marked.addAll(fresh);
  }

  private Outcome settle(Batch batch, Plan plan, BulkOutcome outcome) {
    List<Row.Refused> refusedNow =
        outcome.rejected().stream()
            .filter(it -> plan.written.containsKey(it.id()))
            .map(it -> refused(plan.written.get(it.id()), it.reason()))
            .toList();
    rejects.add(refusedNow);
    removeRefused(plan, refusedNow);
    Set<String> bad = refusedNow.stream().map(Row.Refused::id).collect(Collectors.toSet());
    rejects.settle(
        batch.sales().stream().map(Row.Sale::id).filter(id -> !bad.contains(id)).toList());
    rejects.settle(batch.gone());
    return new Outcome(
        plan.written.size() - refusedNow.size() - outcome.alreadyNewer(),
        plan.unchanged,
        outcome.alreadyNewer(),
        plan.removed,
        batch.refused().size() + refusedNow.size());
  }

  /** What Elasticsearch refused must not leave an older version of the sale standing. */
  private void removeRefused(Plan plan, List<Row.Refused> refused) {
    BulkBody body = new BulkBody();
    for (Row.Refused row : refused) {
      Row.Sale sale = plan.written.get(row.id());
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
