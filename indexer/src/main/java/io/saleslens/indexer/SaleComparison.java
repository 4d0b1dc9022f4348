package io.saleslens.indexer;

import io.saleslens.indexer.SalesCheckReport.Kind;
import io.saleslens.indexer.StoredSales.Place;
import io.saleslens.indexer.StoredSales.Stored;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Compares the sales of some days one by one: first what document each row has, then, on days that
 * have more documents than this accounts for, what row each document has. Holds a batch of sales at
 * a time.
 */
final class SaleComparison {
  /** Rows asked for by id at once. */
  private static final int MOST_ROWS = 1_000;

  /** Days that lie so close to each other are read at once, with those between them. */
  private static final int GAP_DAYS = 7;

  private final List<SourceRows> sources;
  private final StoredSales stored;
  private final int batchBytes;
  private final Progress progress;
  private final Sink sink;

  /**
   * Documents that are right where they are, by day; whether they say the right is another thing.
   */
  private final Map<LocalDate, Long> accountedFor = new HashMap<>();

  /** A row, and where it is. */
  record Found(SourceRows source, Row row) {}

  /** Is told what differs. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param day the day on which the sale differs
     * @param row the row with this id, of whatever day; empty if there is none
     */
    void found(Kind kind, LocalDate day, String id, Optional<Found> row)
        throws InterruptedException;
  }

  SaleComparison(
      List<SourceRows> sources, StoredSales stored, int batchBytes, Progress progress, Sink sink) {
    this.sources = sources;
    this.stored = stored;
    this.batchBytes = batchBytes;
    this.progress = progress;
    this.sink = sink;
  }

  /**
   * @param documents how many there are of each day
   */
  void compare(NavigableSet<LocalDate> days, Map<LocalDate, Long> documents)
      throws InterruptedException {
    LocalDate first = days.isEmpty() ? null : days.first();
    while (first != null) {
      LocalDate last = lastBeforeGap(days, first);
      for (SourceRows source : sources) {
        compareRows(source, first, last, days);
      }
      first = days.higher(last);
    }
    for (LocalDate day : days) {
      if (documents.getOrDefault(day, 0L) > accountedFor.getOrDefault(day, 0L)) {
        compareDocuments(day);
      }
      progress.advance(1);
    }
  }

  private static LocalDate lastBeforeGap(NavigableSet<LocalDate> days, LocalDate first) {
    LocalDate last = first;
    LocalDate next = days.higher(last);
    while (next != null && !next.isAfter(last.plusDays(GAP_DAYS))) {
      last = next;
      next = days.higher(last);
    }
    return last;
  }

  private void compareRows(
      SourceRows source, LocalDate first, LocalDate last, NavigableSet<LocalDate> days)
      throws InterruptedException {
    Rows batch = new Rows(source);
    source.forEach(
        Optional.of(first),
        Optional.of(last),
        row -> {
          if (row instanceof Row.Sale sale && days.contains(sale.businessDate())) {
            batch.add(sale);
          }
        });
    batch.compare();
  }

  /** Rows whose documents are looked up at once. */
  private final class Rows {
    private final SourceRows source;
    private Batch batch = new Batch();

    Rows(SourceRows source) {
      this.source = source;
    }

    void add(Row.Sale sale) throws InterruptedException {
      batch.add(sale, null);
      if (batch.rows() >= StoredSales.MOST_IDS || batch.bytes() >= batchBytes) {
        compare();
      }
    }

    void compare() throws InterruptedException {
      if (batch.rows() == 0) {
        return;
      }
      Map<String, List<Stored>> found = stored.findVisible(batch.ids());
      for (Row.Sale sale : batch.sales()) {
        compareRow(source, sale, found.getOrDefault(sale.id(), List.of()));
      }
      batch = new Batch();
    }
  }

  private void compareRow(SourceRows source, Row.Sale sale, List<Stored> documents)
      throws InterruptedException {
    LocalDate day = sale.businessDate();
    Optional<Stored> here =
        documents.stream()
            .filter(
                it ->
                    it.businessDate().equals(Optional.of(day))
                        && it.month().equals(YearMonth.from(day)))
            .findFirst();
    if (here.isPresent()) {
      accountedFor.merge(day, 1L, Long::sum);
      if (here.get().isSameAs(sale.document())) {
        return;
      }
    }
    Kind kind = here.isPresent() ? Kind.DIFFERENT : Kind.MISSING;
    long latest = documents.stream().mapToLong(Stored::version).max().orElse(0);
    boolean pending = isPending(source, sale, latest);
    sink.found(pending ? Kind.PENDING : kind, day, sale.id(), Optional.of(new Found(source, sale)));
  }

  private void compareDocuments(LocalDate day) throws InterruptedException {
    Optional<Place> last = Optional.empty();
    List<Place> page;
    do {
      page = stored.ofDay(day, last, MOST_ROWS);
      Map<String, Found> found = find(page.stream().map(Place::id).toList());
      for (Place document : page) {
        compareDocument(day, document, Optional.ofNullable(found.get(document.id())));
        last = Optional.of(document);
      }
    } while (page.size() == MOST_ROWS);
  }

  private Map<String, Found> find(List<String> ids) throws InterruptedException {
    Map<String, Found> found = new HashMap<>();
    for (SourceRows source : sources) {
      source.find(ids).forEach((id, row) -> found.put(id, new Found(source, row)));
    }
    return found;
  }

  private void compareDocument(LocalDate day, Place document, Optional<Found> found)
      throws InterruptedException {
    Optional<Row> row = found.map(Found::row);
    boolean belongsHere =
        row.filter(it -> it instanceof Row.Sale sale && sale.businessDate().equals(day)).isPresent()
            && document.month().equals(YearMonth.from(day));
    if (!belongsHere) {
      boolean pending =
          found.filter(it -> isPending(it.source(), it.row(), document.version())).isPresent();
      sink.found(pending ? Kind.PENDING : Kind.SURPLUS, day, document.id(), found);
    }
  }

  /** Whether the next sync reads a row and writes it, over a document of this version. */
  private static boolean isPending(SourceRows source, Row row, long version) {
    return row.version() >= version && source.isUnread(row);
  }
}
