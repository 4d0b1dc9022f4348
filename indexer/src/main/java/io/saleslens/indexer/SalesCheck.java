package io.saleslens.indexer;

import io.saleslens.indexer.SalesCheckReport.Day;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares {@code platform_sales} with MySQL and mends what differs. It finds what no sync can:
 * rows that were deleted, and changes that {@code modified} does not show.
 *
 * <p>Each side is read once and added up by business day; a day's number, sums and fingerprint over
 * id, store, card, amount and state tell whether it agrees. Only on days that do not are sales
 * compared one by one, every field of them.
 */
public final class SalesCheck {
  private final Database database;
  private final Elastic elastic;
  private final SourceSettings source;
  private final IndexNames names;
  private final Secret pepper;
  private final Clock clock;
  private final Indices indices;
  private final StateStore state;

  /**
   * @param pepper keys the hashes of card numbers
   * @param names for a repair those of a lease, or the plain ones where nobody else writes; what is
   *     read is read by the plain ones
   * @param clock for when something was indexed
   */
  public SalesCheck(
      Database database,
      Elastic elastic,
      SourceSettings source,
      IndexNames names,
      Secret pepper,
      Clock clock) {
    this.database = database;
    this.elastic = elastic;
    this.source = source;
    this.names = names;
    this.pepper = pepper;
    this.clock = clock;
    this.indices = new Indices(elastic);
    this.state = new StateStore(elastic, names.state(), clock);
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
    private final SourceRows rows;
    private final StoredSales stored = new StoredSales(elastic, indices, names.plain().sales());
    private final Optional<Instant> readThrough;

    Session(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
        throws InterruptedException {
      this.from = from;
      this.to = to;
      this.progress = progress;
      CardKeys cardKeys = new CardKeys(pepper);
      Identity.of(source, cardKeys).isKnown(state);
      this.readThrough = new Checkpoints(state).readThrough();
      this.rows = new SourceRows(database, source, cardKeys, clock);
    }

    SalesCheckReport check(boolean deep) throws InterruptedException {
      DayComparison comparison = new DayComparison(source, from, to, progress);
      comparison.readRows(rows);
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
          differing.entrySet().stream()
              .filter(day -> !day.getValue().isEmpty())
              .map(day -> day.getValue().report(day.getKey()))
              .toList());
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
      new SaleComparison(rows, stored, source, readThrough, batchBytes, progress, sink)
          .compare(days, indexed.documents());
    }

    SalesRepairReport repair(boolean deep) throws InterruptedException {
      SalesCheckReport found = check(deep);
      NavigableSet<LocalDate> days =
          found.days().stream()
              .filter(Predicate.not(Day::isClean))
              .map(Day::date)
              .collect(Collectors.toCollection(TreeSet::new));
      if (days.isEmpty()) {
        return SalesRepairReport.nothing(found);
      }
      try (BulkWriter bulk = new BulkWriter(elastic)) {
        SalesWriter writer =
            SalesWriter.comparing(elastic, indices, names, bulk, source, clock).overwriting();
        SalesMender mender = new SalesMender(writer, bulk.bodyBytes());
        compareSales(days, indexed(), mender);
        BatchWriter.Outcome done = mender.finish();
        return new SalesRepairReport(
            found,
            done.written(),
            done.removed(),
            done.rejected(),
            done.alreadyNewer(),
            new TreeSet<>(writer.dirtyDays()));
      }
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
