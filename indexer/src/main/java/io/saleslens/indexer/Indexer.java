package io.saleslens.indexer;

import io.saleslens.indexer.Checkpoints.RunKind;
import io.saleslens.indexer.Checkpoints.Unfinished;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.SaleReader.RowSink;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Optional;

/**
 * Brings sales from MySQL into {@code platform_sales}: all of them ({@link #backfill}) or what
 * changed since the last time ({@link #sync}). Both can be stopped or killed at any point; the same
 * call again goes on where everything was acknowledged.
 *
 * <p>One run at a time: callers see to it. A backfill can be shared ({@link #shareBackfill}):
 * others then read ranges of it meanwhile ({@link #backfillRange}). The indices must exist, see
 * {@link SalesIndex}.
 */
public final class Indexer {
  private static final long BETWEEN_SAVES = Duration.ofSeconds(1).toNanos();

  private final Database database;
  private final Elastic elastic;
  private final SourceSettings source;
  private final IndexNames names;
  private final Secret pepper;
  private final Clock clock;
  private final IndexRuns runs;
  private final Checkpoints checkpoints;
  private final BackfillSettings fast;
  private final SharedBackfill shared;
  private final SharedRanges ranges;

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
    this.runs = new IndexRuns(elastic, source, names, pepper, clock);
    StateStore state = new StateStore(elastic, names.state(), clock);
    this.checkpoints = new Checkpoints(state);
    this.fast = new BackfillSettings(elastic, names, clock);
    this.shared = new SharedBackfill(state);
    this.ranges = new SharedRanges(database, source, runs, fast, shared);
  }

  /**
   * Reads all sales, or those of some business days, and writes them. An unfinished backfill of the
   * same days is continued, also one that was shared.
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
          Optional<SharedPlan> begun = shared.unfinished(from, to);
          if (begun.isPresent()) {
            return runShared(begun.get(), this::readNext, progress);
          }
          TimeRange soldAt =
              TimeRange.covering(from, to, source.businessZone(), source.sourceZone());
          try (SaleSource sales = new SaleSource(database, source);
              Session session = new Session(RunKind.BACKFILL, sales, from, to, progress)) {
            progress.begin("backfill", sales.count(soldAt));
            sales.readAll(soldAt, session.resumeAt(), session.sink());
            return session.finish(from.isEmpty() && to.isEmpty());
          }
        });
  }

  /**
   * As {@link #backfill}, but the workers read, each some days, while this waits for them. At the
   * end it reads what changed meanwhile: a sale whose {@code sold_at} changed may have been read in
   * two ranges, or in none.
   *
   * @param from first business day, or empty for all
   * @param to last business day, included, or empty for all
   * @param workers call {@link #backfillRange} with the same names
   * @throws SettingsException if table, columns or settings do not fit
   * @throws MysqlException if MySQL fails for longer than the run waits
   * @throws RangeFailedException if a worker failed; what is acknowledged stays
   * @throws InterruptedException if the thread was interrupted; what is acknowledged stays
   */
  public IndexReport shareBackfill(
      Optional<LocalDate> from, Optional<LocalDate> to, RangeWorkers workers, Progress progress)
      throws InterruptedException {
    return Interrupts.interruptibly(
        () -> {
          fast.restore();
          Optional<SharedPlan> begun = shared.unfinished(from, to);
          SharedPlan plan = begun.isPresent() ? begun.get() : ranges.plan(from, to);
          return runShared(plan, workers, progress);
        });
  }

  private IndexReport runShared(SharedPlan plan, RangeWorkers workers, Progress progress)
      throws InterruptedException {
    progress.begin("backfill", plan.rows());
    IndexReport report;
    try {
      report = new RangeWatch(shared, plan, progress).await(workers);
      fast.restore();
    } finally {
      fast.restoreIfPossible();
    }
    if (plan.isOfEverything()) {
      readEverythingBefore(plan.startedAt());
    }
    shared.forget();
    checkpoints.finished(RunKind.BACKFILL);
    return checkpoints.readThrough().isEmpty() ? report : report.then(readChanged(progress));
  }

  /** Where nobody else works. */
  private void readNext(Collection<Integer> open) throws InterruptedException {
    ranges.read(open.iterator().next());
  }

  private void readEverythingBefore(Instant startedAt) {
    // Whoever sees the watermark must see the marks of what was read up to it.
    new Indices(elastic).refresh(names.days());
    checkpoints.advance(startedAt);
    // A backfill of everything also did what an interrupted sync had left.
    checkpoints.finished(RunKind.SYNC);
  }

  /**
   * Reads one range of the backfill that is shared under these names, from where whoever had it
   * before left off. Does nothing if the range is done or the backfill over, and ends once another
   * has taken the range over.
   *
   * @param number counted from 0
   * @throws SettingsException if table, columns or settings do not fit
   * @throws MysqlException if MySQL fails for longer than the run waits
   * @throws ElasticException if Elasticsearch does; with status 404 if the lease was taken over
   * @throws InterruptedException if the thread was interrupted; what is acknowledged stays
   */
  public void backfillRange(int number) throws InterruptedException {
    Interrupts.interruptibly(
        () -> {
          ranges.read(number);
          return null;
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
      sales.readChanged(since, session.resumeAt(), session.sink());
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
    private final IndexRuns.Opened opened;
    private Unfinished unfinished;
    private long nextSave = System.nanoTime();

    Session(
        RunKind kind,
        SaleSource sales,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Progress progress) {
      this.kind = kind;
      this.unfinished =
          checkpoints
              .unfinished(kind)
              .filter(it -> it.from().equals(from) && it.to().equals(to))
              .orElseGet(() -> new Unfinished(sales.openedAt(), from, to, null));
      boolean everything = from.isEmpty() && to.isEmpty();
      this.opened = runs.open(sales, mode(everything), progress, this::acknowledged);
    }

    private IndexRuns.Mode mode(boolean everything) {
      if (kind == RunKind.SYNC) {
        // It may meet a row twice, so it always compares.
        return new IndexRuns.Mode(true, Optional.empty(), checkpoints.readThrough());
      }
      // So may a backfill of some days, when a row's sold_at changes while it reads along it.
      boolean fromNothing = everything && runs.isIndexEmpty();
      return new IndexRuns.Mode(
          !fromNothing, fromNothing ? Optional.of(fast) : Optional.empty(), Optional.empty());
    }

    RowSink sink() {
      return opened.run()::row;
    }

    Optional<Position> resumeAt() {
      return Optional.ofNullable(unfinished.position());
    }

    private void acknowledged(Position position) {
      unfinished =
          new Unfinished(unfinished.startedAt(), unfinished.from(), unfinished.to(), position);
      // nothing is read while it is saved; what a crash repeats for it is a second's work
      if (System.nanoTime() - nextSave >= 0) {
        checkpoints.save(kind, unfinished);
        nextSave = System.nanoTime() + BETWEEN_SAVES;
      }
    }

    /**
     * @param complete whether everything up to the run's start is in now
     */
    IndexReport finish(boolean complete) throws InterruptedException {
      opened.run().finish();
      fast.restore();
      if (complete) {
        readEverythingBefore(unfinished.startedAt());
      }
      checkpoints.finished(kind);
      return opened.run().report(checkpoints.readThrough().orElse(unfinished.startedAt()));
    }

    @Override
    public void close() {
      opened.close();
      fast.restoreIfPossible();
    }
  }
}
