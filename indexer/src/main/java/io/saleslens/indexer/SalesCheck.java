package io.saleslens.indexer;

import io.saleslens.indexer.SalesCheckReport.Day;
import io.saleslens.indexer.SalesCheckReport.Kind;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexFlaws;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares {@code platform_sales} with MySQL, with all sources together, and mends what differs. It
 * finds what no sync can: rows that were deleted, and changes that {@code modified} does not show.
 *
 * <p>Each side is read once and added up by business day; a day's number, sums and fingerprint over
 * id, store, card, amount and state tell whether it agrees. Only on days that do not are sales
 * compared one by one, every field of them.
 */
public final class SalesCheck {
  private final List<Source> sources;
  private final Elastic elastic;
  private final IndexNames names;
  private final Secret pepper;
  private final Clock clock;
  private final Indices indices;

  /**
   * @param sources all that the index was filled from
   * @param pepper keys the hashes of card numbers
   * @param names for a repair those of a lease, or the plain ones where nobody else writes; what is
   *     read is read by the plain ones
   * @param clock for when something was indexed
   */
  public SalesCheck(
      List<Source> sources, Elastic elastic, IndexNames names, Secret pepper, Clock clock) {
    this.sources = List.copyOf(sources);
    this.elastic = elastic;
    this.names = names;
    this.pepper = pepper;
    this.clock = clock;
    this.indices = new Indices(elastic);
  }

  /**
   * Compares; writes nothing.
   *
   * @param from first business day, or empty for no bound
   * @param to last business day, included, or empty for no bound
   * @param deep whether to compare every field of every sale, also on days whose numbers agree
   * @throws SettingsException if table, columns or settings do not fit, or are not those that the
   *     indices were built with
   * @throws MysqlException if MySQL fails
   * @throws ElasticException if Elasticsearch fails
   * @throws InterruptedException if the thread was interrupted
   */
  public SalesCheckReport check(
      Optional<LocalDate> from, Optional<LocalDate> to, boolean deep, Progress progress)
      throws InterruptedException {
    return Interrupts.interruptibly(
        () -> {
          try (Session session = new Session(from, to, progress)) {
            return session.check(deep);
          }
        });
  }

  /**
   * Compares and mends what differs, sale by sale, and nothing else; the days of these sales are
   * marked dirty first. Rows that the next sync brings are left to it. The caller sees to it that
   * nobody else writes meanwhile.
   *
   * @param from as are the other parameters, and what is thrown, as of {@link #check}
   */
  public SalesRepairReport repair(
      Optional<LocalDate> from, Optional<LocalDate> to, boolean deep, Progress progress)
      throws InterruptedException {
    return Interrupts.interruptibly(
        () -> {
          try (Session session = new Session(from, to, progress)) {
            return session.repair(deep);
          }
        });
  }

  /** One check, and perhaps the repair after it. */
  private final class Session implements AutoCloseable {
    private final Optional<LocalDate> from;
    private final Optional<LocalDate> to;
    private final Progress progress;
    private final List<SourceRows> rows = new ArrayList<>();
    private final StoredSales stored = new StoredSales(elastic, indices, names.plain().sales());
    private final Optional<Instant> readThrough;
    private final IndexFlaws inIndices =
        new IndexFlaws(elastic, SalesIndex.sales(names), "business_date");

    Session(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
        throws InterruptedException {
      this.from = from;
      this.to = to;
      this.progress = progress;
      requireAllSources();
      List<Optional<Instant>> readThrough = new ArrayList<>();
      try {
        for (Source source : sources) {
          StateStore state = source.state(elastic, names, clock);
          readThrough.add(new Checkpoints(state).readThrough());
          rows.add(new SourceRows(source, state, new CardKeys(pepper), clock));
        }
      } catch (RuntimeException | InterruptedException e) {
        close();
        throw e;
      }
      this.readThrough = Source.earliest(readThrough);
    }

    /** The sales of a source that is left out would all count as surplus. */
    private void requireAllSources() {
      Set<String> given = sources.stream().map(Source::name).collect(Collectors.toSet());
      for (String name : Source.names()) {
        StateStore state = new StateStore(elastic, names.state(), name, clock);
        if (!given.contains(name) && Identity.isKept(state)) {
          throw new SettingsException(
              "Sales of another table stand in the index too. Set %s, where they came from."
                  .formatted(
                      name.isEmpty()
                          ? "saleslens.mysql.url (SALESLENS_MYSQL_URL)"
                          : "saleslens.imports.mysql.url (SALESLENS_IMPORTS_MYSQL_URL)"));
        }
      }
    }

    /** What stands in an index of no month of ours cannot be told by months. */
    private void requireNoForeign() {
      for (String index : inIndices.foreign()) {
        throw new SettingsException(
            "Index %1$s is reached by the name %2$s and is none of ours: its documents count as sales. Take the name from it, by --repair or POST /_aliases {\"actions\":[{\"remove\":{\"index\":\"%1$s\",\"alias\":\"%2$s\"}}]}."
                .formatted(index, names.plain().sales()));
      }
    }

    SalesCheckReport check(boolean deep) throws InterruptedException {
      requireNoForeign();
      DayComparison comparison = new DayComparison(from, to, progress);
      for (SourceRows source : rows) {
        comparison.readRows(source);
      }
      IndexedDays indexed = indexed();
      NavigableMap<LocalDate, DayFindings> differing =
          comparison.differing(indexed, new SaleGroups(elastic, names.plain()), deep);
      compareSales(
          differing.navigableKeySet(),
          indexed,
          (kind, day, id, row) -> differing.get(day).add(kind, id));
      return new SalesCheckReport(
          readThrough,
          deep,
          comparison.days(indexed).size(),
          comparison.sales(),
          indexed.documents().values().stream().mapToLong(it -> it).sum(),
          comparison.rejected(),
          comparison.uncounted(),
          flaws(comparison, indexed, differing),
          differing.entrySet().stream()
              .filter(day -> !day.getValue().isEmpty())
              .map(day -> day.getValue().report(day.getKey()))
              .toList());
    }

    /** Each side's total by all days and, of the index, by the indices themselves. */
    private List<String> flaws(
        DayComparison comparison,
        IndexedDays indexed,
        NavigableMap<LocalDate, DayFindings> differing) {
      if (from.isPresent() || to.isPresent()) {
        return comparison.unreadable();
      }
      List<String> flaws = new ArrayList<>(inIndices.find());
      flaws.addAll(comparison.unreadable());
      long byDays = indexed.documents().values().stream().mapToLong(it -> it).sum();
      long all = inIndices.documents();
      if (flaws.isEmpty() && all != byDays) {
        flaws.add(
            String.format(
                Locale.ROOT, "The indices have %,d documents, its days %,d", all, byDays));
      }
      boolean daysAgree = differing.values().stream().allMatch(DayFindings::isEmpty);
      if (flaws.isEmpty() && daysAgree && comparison.sales() != byDays) {
        flaws.add("The totals differ though all days agree");
      }
      return flaws;
    }

    /** What stands for no day or for several is in the way of a comparison by days. */
    private boolean mendFlaws(SalesCheckReport found) {
      if (found.flaws().isEmpty()) {
        return false;
      }
      inIndices.mendAliases();
      List<IndexFlaws.Stray> strays = inIndices.strays();
      try (BulkWriter bulk = new BulkWriter(elastic)) {
        Set<LocalDate> days =
            strays.stream().flatMap(it -> it.days().stream()).collect(Collectors.toSet());
        new DayLedger(elastic, bulk, indices, names.days(), clock).mark(days);
        BulkBody body = new BulkBody();
        strays.forEach(
            it -> body.delete(names.salesOf(StoredSales.monthOf(it.index()).atDay(1)), it.id()));
        if (!body.isEmpty()) {
          bulk.writeAll(body);
        }
      }
      return true;
    }

    private IndexedDays indexed() {
      stored.refresh();
      return IndexedDays.read(elastic, names.plain().sales(), from, to);
    }

    private void compareSales(
        NavigableSet<LocalDate> days, IndexedDays indexed, SaleComparison.Sink sink)
        throws InterruptedException {
      progress.beginDays("comparing sales", days.size());
      int batchBytes = elastic.settings().bulkBytes();
      new SaleComparison(rows, stored, batchBytes, progress, sink)
          .compare(days, indexed.documents());
    }

    SalesRepairReport repair(boolean deep) throws InterruptedException {
      if (!inIndices.foreign().isEmpty()) {
        inIndices.mendAliases();
      }
      SalesCheckReport found = check(deep);
      NavigableSet<LocalDate> days =
          (mendFlaws(found) ? check(deep) : found)
              .days().stream()
                  .filter(Predicate.not(Day::isClean))
                  .map(Day::date)
                  .collect(Collectors.toCollection(TreeSet::new));
      if (days.isEmpty()) {
        return SalesRepairReport.nothing(found);
      }
      try (BulkWriter bulk = new BulkWriter(elastic)) {
        Map<SourceRows, SalesMender> menders = new LinkedHashMap<>();
        rows.forEach(it -> menders.put(it, mender(it, bulk)));
        SalesMender ofGone = menders.get(rows.get(0));
        compareSales(
            days,
            indexed(),
            (kind, day, id, row) -> {
              if (kind != Kind.PENDING) {
                row.map(it -> menders.get(it.source()))
                    .orElse(ofGone)
                    .mend(id, row.map(SaleComparison.Found::row));
              }
            });
        BatchWriter.Outcome done = BatchWriter.Outcome.NOTHING;
        NavigableSet<LocalDate> dirty = new TreeSet<>();
        for (SalesMender mender : menders.values()) {
          done = done.plus(mender.finish());
          dirty.addAll(mender.dirtyDays());
        }
        return new SalesRepairReport(
            found, done.written(), done.removed(), done.rejected(), done.alreadyNewer(), dirty);
      }
    }

    private SalesMender mender(SourceRows source, BulkWriter bulk) {
      SalesWriter writer =
          SalesWriter.comparing(elastic, indices, names, bulk, source.settings(), clock)
              .overwriting();
      return new SalesMender(writer, bulk.bodyBytes());
    }

    @Override
    public void close() {
      rows.forEach(SourceRows::close);
    }
  }
}
