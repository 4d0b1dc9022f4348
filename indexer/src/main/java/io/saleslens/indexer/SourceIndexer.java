package io.saleslens.indexer;

import io.saleslens.indexer.Checkpoints.RunKind;
import io.saleslens.indexer.Checkpoints.Unfinished;
import io.saleslens.indexer.Checkpoints.Watermark;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.SaleReader.RowSink;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.mysql.Since;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link Indexer} does, for one source. */
final class SourceIndexer {
  private static final Logger LOG = LoggerFactory.getLogger(SourceIndexer.class);
  private static final long BETWEEN_SAVES = Duration.ofSeconds(1).toNanos();

  private final Source from;
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

  SourceIndexer(Source from, Elastic elastic, IndexNames names, Secret pepper, Clock clock) {
    this.from = from;
    this.database = from.database();
    this.elastic = elastic;
    this.source = from.settings();
    this.names = names;
    this.pepper = pepper;
    this.clock = clock;
    StateStore state = from.state(elastic, names, clock);
    this.runs = new IndexRuns(elastic, source, state, names, pepper, clock);
    this.checkpoints = new Checkpoints(state);
    this.fast = new BackfillSettings(elastic, names, clock);
    this.shared = new SharedBackfill(state);
    this.ranges = new SharedRanges(database, source, runs, fast, shared, this::clocks);
  }

  IndexReport backfill(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
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
            progress.begin("backfill", sales.count(soldAt, session.resumeAt()));
            sales.readAll(soldAt, session.resumeAt(), session.sink());
            return session.finish(from.isEmpty() && to.isEmpty());
          }
        });
  }

  IndexReport shareBackfill(
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
      try (SaleSource sales = new SaleSource(database, source)) {
        readEverythingBefore(plan.startedAt(), clocks(sales));
      }
    }
    shared.forget();
    checkpoints.finished(RunKind.BACKFILL);
    return checkpoints.readThrough().isEmpty() ? report : report.then(readChanged(progress));
  }

  /** Where nobody else works. */
  private void readNext(Collection<Integer> open) throws InterruptedException {
    ranges.read(open.iterator().next());
  }

  private Clocks clocks(SaleSource sales) {
    return Clocks.of(sales.openedAt(), clock.instant(), elasticNow());
  }

  private Instant elasticNow() {
    return ElasticClock.now(elastic, names.days()).orElseGet(clock::instant);
  }

  /** When a run began whose start lies ahead of the clocks nobody knows: the next one moves it. */
  private void readEverythingBefore(Instant startedAt, Clocks clocks) {
    // Whoever sees the watermark must see the marks of what was read up to it.
    new Indices(elastic).refresh(names.days());
    if (!clocks.areBehind(startedAt)) {
      checkpoints.advance(startedAt, clocks);
    }
    // A backfill of everything also did what an interrupted sync had left.
    checkpoints.finished(RunKind.SYNC);
  }

  void backfillRange(int number) throws InterruptedException {
    Interrupts.interruptibly(
        () -> {
          ranges.read(number);
          return null;
        });
  }

  IndexReport sync(Progress progress) throws InterruptedException {
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
    Watermark watermark = checkpoints.watermark().orElseThrow();
    try (SaleSource sales = new SaleSource(database, source);
        Session session =
            new Session(RunKind.SYNC, sales, Optional.empty(), Optional.empty(), progress)) {
      progress.begin("sync", Progress.UNKNOWN);
      Instant from = watermark.readFrom(session.clocks);
      session.warnings.forEach(LOG::warn);
      Since since = Watermarks.since(from, source.overlap(), session.clocks, source.sourceZone());
      sales.readChanged(since, session.resumeAt(from), session.sink());
      return session.finish(true);
    }
  }

  IndexReport planBackfill(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
      throws InterruptedException {
    return Interrupts.interruptibly(() -> plan(progress).backfill(from, to));
  }

  IndexReport planSync(Progress progress) throws InterruptedException {
    return Interrupts.interruptibly(() -> plan(progress).sync());
  }

  private IndexPlan plan(Progress progress) {
    return new IndexPlan(from, elastic, names, pepper, clock, progress);
  }

  /** Says that there is this source, so that nothing counts as current before it was read. */
  void announce() {
    checkpoints.announce();
  }

  Optional<Instant> readThrough() {
    return checkpoints.readThrough();
  }

  /** One run: a source, a writer, a checkpoint. */
  private final class Session implements AutoCloseable {
    private final RunKind kind;
    private final Clocks clocks;
    private final List<String> warnings;
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
      this.clocks = clocks(sales);
      elastic.meters().mysqlClockAhead(clocks.ahead());
      this.warnings =
          clocks.warnings(
              checkpoints.watermark().map(it -> it.readFrom(clocks)).orElse(Instant.EPOCH));
      this.unfinished =
          checkpoints
              .unfinished(kind)
              .filter(it -> it.from().equals(from) && it.to().equals(to))
              .orElseGet(() -> new Unfinished(clocks.now(), from, to, null));
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

    /** Where everything is read again, what an interrupted run had read is too. */
    Optional<Position> resumeAt(Instant from) {
      return resumeAt().filter(it -> !clocks.areBehind(from));
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
        readEverythingBefore(unfinished.startedAt(), clocks);
      }
      checkpoints.finished(kind);
      return opened
          .run()
          .report(checkpoints.readThrough().orElse(unfinished.startedAt()))
          .with(warnings);
    }

    @Override
    public void close() {
      opened.close();
      fast.restoreIfPossible();
    }
  }
}
