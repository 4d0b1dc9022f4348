package io.saleslens.indexer;

import io.saleslens.indexer.Checkpoints.RunKind;
import io.saleslens.indexer.Checkpoints.Unfinished;
import io.saleslens.indexer.Checkpoints.Watermark;
import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.mysql.Since;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Goes the way of {@link Indexer}'s backfill or sync and only counts. Writes nothing anywhere and
 * leaves checkpoints as they are.
 */
final class IndexPlan {
  private final Database database;
  private final Elastic elastic;
  private final SourceSettings source;
  private final IndexNames names;
  private final CardKeys cardKeys;
  private final Clock clock;
  private final Progress progress;
  private final Indices indices;
  private final StateStore state;
  private final Checkpoints checkpoints;

  /** False before the first init: then nothing was ever read or written. */
  private final boolean isInitialized;

  IndexPlan(
      Source from,
      Elastic elastic,
      IndexNames names,
      Secret pepper,
      Clock clock,
      Progress progress) {
    this.database = from.database();
    this.elastic = elastic;
    this.source = from.settings();
    this.names = names;
    this.cardKeys = new CardKeys(pepper);
    this.clock = clock;
    this.progress = progress;
    this.indices = new Indices(elastic);
    this.state = from.state(elastic, names, clock);
    this.checkpoints = new Checkpoints(state);
    this.isInitialized = indices.exists(names.state());
  }

  IndexReport backfill(Optional<LocalDate> from, Optional<LocalDate> to)
      throws InterruptedException {
    checkIdentity();
    TimeRange soldAt = TimeRange.covering(from, to, source.businessZone(), source.sourceZone());
    Optional<Unfinished> begun =
        unfinished(RunKind.BACKFILL).filter(it -> it.from().equals(from) && it.to().equals(to));
    try (SaleSource sales = new SaleSource(database, source)) {
      progress.begin("plan of backfill", sales.count(soldAt));
      StoredSales stored = new StoredSales(elastic, indices, names.sales());
      boolean compare = from.isPresent() || to.isPresent() || !stored.areEmpty();
      IndexRun run = counting(sales, stored, compare, Optional.empty());
      sales.readAll(soldAt, begun.map(Unfinished::position), run::row);
      run.finish();
      return run.report(begun.map(Unfinished::startedAt).orElse(sales.openedAt()));
    }
  }

  IndexReport sync() throws InterruptedException {
    Optional<Watermark> watermark = isInitialized ? checkpoints.watermark() : Optional.empty();
    if (watermark.isEmpty()) {
      return backfill(Optional.empty(), Optional.empty());
    }
    checkIdentity();
    Optional<Unfinished> begun = unfinished(RunKind.SYNC);
    if (begun.isEmpty()) {
      return changed(watermark.get(), Optional.empty());
    }
    IndexReport rest = changed(watermark.get(), begun.map(Unfinished::position));
    return rest.then(changed(new Watermark(begun.get().startedAt(), null, null), Optional.empty()));
  }

  private IndexReport changed(Watermark watermark, Optional<Position> resume)
      throws InterruptedException {
    try (SaleSource sales = new SaleSource(database, source)) {
      progress.begin("plan of sync", Progress.UNKNOWN);
      Instant ours = clock.instant();
      Clocks clocks =
          Clocks.of(sales.openedAt(), ours, ElasticClock.now(elastic, names.days()).orElse(ours));
      Instant from = watermark.readFrom(clocks);
      Since since = Watermarks.since(from, source.overlap(), clocks, source.sourceZone());
      StoredSales stored = new StoredSales(elastic, indices, names.sales());
      IndexRun run =
          counting(sales, stored, true, Optional.of(sales.settled(watermark.readThrough())));
      sales.readChanged(since, resume.filter(it -> !clocks.areBehind(from)), run::row);
      run.finish();
      return run.report(clocks.now()).with(clocks.warnings(from));
    }
  }

  private void checkIdentity() {
    if (isInitialized) {
      Identity.of(source, cardKeys).isKnown(state);
    }
  }

  private Optional<Unfinished> unfinished(RunKind kind) {
    return isInitialized ? checkpoints.unfinished(kind) : Optional.empty();
  }

  private IndexRun counting(
      SaleSource sales, StoredSales stored, boolean compare, Optional<Instant> due) {
    return new IndexRun(
        new SaleEncoder(source, sales.fields(), cardKeys, clock),
        new DryWriter(names, stored, compare),
        elastic.settings()::bulkBytes,
        due,
        progress,
        position -> {});
  }
}
