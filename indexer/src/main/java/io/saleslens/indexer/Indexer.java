package io.saleslens.indexer;

import io.saleslens.indexer.Checkpoints.RunKind;
import io.saleslens.indexer.Checkpoints.Unfinished;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Brings sales from MySQL into {@code platform_sales}: all of them ({@link #backfill}) or what
 * changed since the last time ({@link #sync}). Both can be stopped or killed at any point; the same
 * call again goes on where everything was acknowledged.
 *
 * <p>One run at a time: callers see to it. The indices must exist, see {@link SalesIndex}.
 */
public final class Indexer {
  private final Database database;
  private final Elastic elastic;
  private final SourceSettings source;
  private final IndexNames names;
  private final Secret pepper;
  private final Clock clock;
  private final Indices indices;
  private final StateStore state;
  private final Checkpoints checkpoints;
  private final BackfillSettings fast;

  /**
   * @param pepper keys the hashes of card numbers
   * @param clock for when something was indexed; what is read goes by the server's clock
   */
  public Indexer(
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
    this.checkpoints = new Checkpoints(state);
    this.fast = new BackfillSettings(elastic, names, clock);
  }

  /**
   * Reads all sales, or those of some business days, and writes them. An unfinished backfill of the
   * same days is continued.
   *
   * @param from first business day, or empty for all
   * @param to last business day, included, or empty for all
   * @throws SettingsException if table, columns or settings do not fit
   * @throws MysqlException if MySQL fails for longer than the run waits
   * @throws InterruptedException if the thread was interrupted; what is acknowledged stays
   */
  public IndexReport backfill(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
      throws InterruptedException {
    return Interrupts.interruptibly(
        () -> {
          fast.restore();
          TimeRange soldAt =
              TimeRange.covering(from, to, source.businessZone(), source.sourceZone());
          try (SaleSource sales = new SaleSource(database, source);
              Session session = new Session(RunKind.BACKFILL, sales, from, to, progress)) {
            progress.begin("backfill", sales.count(soldAt));
            sales.readAll(soldAt, session.resumeAt(), session.run::row);
            return session.finish(from.isEmpty() && to.isEmpty());
          }
        });
  }

  /**
   * Reads what changed since the last sync or backfill, and again what changed shortly before, and
   * writes it. Where nothing was read before, this is a backfill.
   *
   * @throws SettingsException if table, columns or settings do not fit
   * @throws MysqlException if MySQL fails for longer than the run waits
   * @throws InterruptedException if the thread was interrupted; what is acknowledged stays
   */
  public IndexReport sync(Progress progress) throws InterruptedException {
    if (checkpoints.readThrough().isEmpty()) {
      return backfill(Optional.empty(), Optional.empty(), progress);
    }
    return Interrupts.interruptibly(
        () -> {
          fast.restore();
          if (checkpoints.unfinished(RunKind.SYNC).isEmpty()) {
            return readChanged(progress);
          }
          // The rest of that run is what had changed when it began; since then more may have.
          IndexReport rest = readChanged(progress);
          return rest.then(readChanged(progress));
        });
  }

  private IndexReport readChanged(Progress progress) throws InterruptedException {
    Instant readThrough = checkpoints.readThrough().orElseThrow();
    try (SaleSource sales = new SaleSource(database, source);
        Session session =
            new Session(RunKind.SYNC, sales, Optional.empty(), Optional.empty(), progress)) {
      progress.begin("sync", Progress.UNKNOWN);
      LocalDateTime since =
          Watermarks.readFrom(readThrough, source.overlap(), sales.openedAt(), source.sourceZone());
      sales.readChanged(since, session.resumeAt(), session.run::row);
      return session.finish(true);
    }
  }

  /**
   * Tells what {@link #backfill} would do now, and writes nothing. No index needs to exist. What
   * only Elasticsearch itself would refuse counts as written.
   *
   * @param from first business day, or empty for all
   * @param to last business day, included, or empty for all
   * @throws SettingsException if table, columns or settings do not fit
   * @throws MysqlException if MySQL fails for longer than the run waits
   * @throws InterruptedException if the thread was interrupted
   */
  public IndexReport planBackfill(
      Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
      throws InterruptedException {
    return Interrupts.interruptibly(() -> plan(progress).backfill(from, to));
  }

  /**
   * Tells what {@link #sync} would do now, and writes nothing. No index needs to exist. What only
   * Elasticsearch itself would refuse counts as written; a row that both the rest of an interrupted
   * sync and the sync after it would read counts twice.
   *
   * @throws SettingsException if table, columns or settings do not fit
   * @throws MysqlException if MySQL fails for longer than the run waits
   * @throws InterruptedException if the thread was interrupted
   */
  public IndexReport planSync(Progress progress) throws InterruptedException {
    return Interrupts.interruptibly(() -> plan(progress).sync());
  }

  private IndexPlan plan(Progress progress) {
    return new IndexPlan(database, elastic, source, names, pepper, clock, progress);
  }

  /**
   * Every change that was committed before this instant, by MySQL's clock, is in; empty if nothing
   * was read completely yet.
   */
  public Optional<Instant> readThrough() {
    return checkpoints.readThrough();
  }

  /** One run: a source, a writer, a checkpoint. */
  private final class Session implements AutoCloseable {
    private final RunKind kind;
    private final SaleSource sales;
    private final BulkWriter bulk;
    private final IndexRun run;
    private Unfinished unfinished;

    Session(
        RunKind kind,
        SaleSource sales,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Progress progress) {
      this.kind = kind;
      this.sales = sales;
      CardKeys cardKeys = new CardKeys(pepper);
      Identity.of(source, cardKeys).claim(state);
      this.bulk = new BulkWriter(elastic);
      this.unfinished = continued(from, to);
      SalesWriter writer = writer(from.isEmpty() && to.isEmpty());
      Optional<Instant> due = kind == RunKind.SYNC ? checkpoints.readThrough() : Optional.empty();
      SaleEncoder encoder = new SaleEncoder(source, sales.fields(), cardKeys, clock);
      this.run = new IndexRun(encoder, writer, bulk.bodyBytes(), due, progress, this::acknowledged);
    }

    private Unfinished continued(Optional<LocalDate> from, Optional<LocalDate> to) {
      return checkpoints
          .unfinished(kind)
          .filter(it -> it.from().equals(from) && it.to().equals(to))
          .orElseGet(() -> new Unfinished(sales.openedAt(), from, to, null));
    }

    private SalesWriter writer(boolean everything) {
      Rejects rejects = new Rejects(elastic, bulk, names.rejects(), source.table(), clock);
      rejects.load(indices);
      StoredSales stored = new StoredSales(elastic, indices, names.sales());
      DayLedger ledger = new DayLedger(elastic, bulk, indices, names.days(), clock);
      // A sync may meet a row twice, so it always compares.
      boolean compare = kind == RunKind.SYNC || !stored.areEmpty();
      MonthIndices months =
          new MonthIndices(
              indices, names, everything && !compare ? Optional.of(fast) : Optional.empty());
      return new SalesWriter(months, names, bulk, ledger, rejects, stored, compare);
    }

    Optional<Position> resumeAt() {
      return Optional.ofNullable(unfinished.position());
    }

    private void acknowledged(Position position) {
      unfinished =
          new Unfinished(unfinished.startedAt(), unfinished.from(), unfinished.to(), position);
      checkpoints.save(kind, unfinished);
    }

    /**
     * @param complete whether everything up to the run's start is in now
     */
    IndexReport finish(boolean complete) throws InterruptedException {
      run.finish();
      fast.restore();
      if (complete) {
        checkpoints.advance(unfinished.startedAt());
        // A backfill of everything also did what an interrupted sync had left.
        checkpoints.finished(RunKind.SYNC);
      }
      checkpoints.finished(kind);
      return run.report(checkpoints.readThrough().orElse(unfinished.startedAt()));
    }

    @Override
    public void close() {
      bulk.close();
      fast.restoreIfPossible();
    }
  }
}
