package io.saleslens.indexer;

import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to be done for a batch, by what stands in the index: which sales are written, which
 * documents deleted, which days become dirty. Does nothing itself.
 */
final class BatchPlan {
  private final IndexNames names;
  private final boolean overwrite;
  private final BulkBody body;
  private final Set<LocalDate> days = new TreeSet<>();
  private final Set<LocalDate> writtenDays = new TreeSet<>();
  private final List<Row.Sale> written;
  private final int refused;
  private long unchanged;
  private long removed;
  private final Set<String> olderThanStored = new HashSet<>();
  private final Optional<Instant> due;

  /** The day of the sale before, which most sales share, and the name of its month. */
  private LocalDate lastDay;

  private String lastMonth;

  /**
   * @param body to write into, empty
   * @param before what stands there, by id; empty for an index that was empty at the start
   * @param overwrite see {@link SalesWriter#overwriting}
   */
  BatchPlan(
      IndexNames names,
      Batch batch,
      BulkBody body,
      Map<String, List<StoredSales.Stored>> before,
      boolean overwrite) {
    this.names = names;
    this.body = body;
    this.written = new ArrayList<>(batch.sales().size());
    this.overwrite = overwrite;
    this.refused = batch.refused().size();
    this.due = batch.due();
    for (Row.Sale sale : batch.sales()) {
      planSale(sale, before.getOrDefault(sale.id(), List.of()));
    }
    for (Row.Refused row : batch.refused()) {
      if (row.id() != null) {
        planRemoval(row.id(), before.getOrDefault(row.id(), List.of()));
      }
    }
    for (String id : batch.gone()) {
      planRemoval(id, before.getOrDefault(id, List.of()));
    }
  }

  private void planSale(Row.Sale sale, List<StoredSales.Stored> before) {
    boolean overwritten = overwrite;
    if (!before.isEmpty()) {
      YearMonth month = YearMonth.from(sale.businessDate());
      Map<Boolean, List<StoredSales.Stored>> inThisMonth =
          before.stream().collect(Collectors.partitioningBy(old -> old.month().equals(month)));
      planRemoval(sale.id(), inThisMonth.get(false));
      List<StoredSales.Stored> here = inThisMonth.get(true);
      if (here.stream().anyMatch(old -> old.isSameAs(sale.document()))) {
        unchanged++;
        return;
      }
      here.forEach(old -> old.businessDate().ifPresent(days::add));
      boolean older = here.stream().anyMatch(old -> old.version() > sale.version());
      if (older && !overwrite) {
        olderThanStored.add(sale.id());
      }
      overwritten = overwrite && (here.isEmpty() || older);
    }
    String month = monthOf(sale.businessDate());
    if (overwritten) {
      body.index(month, sale.id(), sale.document());
    } else {
      body.index(month, sale.id(), sale.version(), sale.document());
    }
    written.add(sale);
  }

  /** Name of the month's index; the day becomes dirty. */
  private String monthOf(LocalDate day) {
    if (!day.equals(lastDay)) {
      lastDay = day;
      lastMonth = names.salesOf(day);
      days.add(day);
      writtenDays.add(day);
    }
    return lastMonth;
  }

  private void planRemoval(String id, Collection<StoredSales.Stored> old) {
    for (StoredSales.Stored it : old) {
      it.businessDate().ifPresent(days::add);
      // With the version it has: an unversioned delete would count it up, and the same row, back
      // where it was, would then be taken for an older one.
      body.delete(names.salesOf(it.month().atDay(1)), id, it.version());
      removed++;
    }
  }

  /** The writes and deletes. */
  BulkBody body() {
    return body;
  }

  /** Days that become dirty. */
  Set<LocalDate> days() {
    return days;
  }

  /** Business days of the sales to write. */
  Set<LocalDate> writtenDays() {
    return writtenDays;
  }

  /** The sales to write. */
  List<Row.Sale> written() {
    return written;
  }

  /** What comes of it if Elasticsearch takes everything. */
  BatchWriter.Outcome expected() {
    return outcome(olderThanStored.size(), Set.of());
  }

  /**
   * What came of it.
   *
   * @param alreadyNewer sales that Elasticsearch left alone
   * @param refusedNow ids of sales that it refused
   */
  BatchWriter.Outcome outcome(long alreadyNewer, Set<String> refusedNow) {
    return new BatchWriter.Outcome(
        written.size() - refusedNow.size() - alreadyNewer,
        unchanged,
        alreadyNewer,
        removed,
        refused + refusedNow.size(),
        late(refusedNow),
        uncounted(refusedNow));
  }

  private Uncounted uncounted(Set<String> refusedNow) {
    Uncounted all = Uncounted.NONE;
    for (Row.Sale sale : written) {
      Uncounted one = Uncounted.of(sale.group());
      if (one != Uncounted.NONE && !refusedNow.contains(sale.id())) {
        all = all.plus(one);
      }
    }
    return all;
  }

  private LateRows late(Set<String> refusedNow) {
    if (due.isEmpty()) {
      return LateRows.NONE;
    }
    return written.stream()
        .filter(sale -> !olderThanStored.contains(sale.id()) && !refusedNow.contains(sale.id()))
        .map(sale -> LateRows.of(sale, due))
        .reduce(LateRows.NONE, LateRows::plus);
  }
}
