package io.saleslens.indexer;

import io.saleslens.indexer.SharedBackfill.Claim;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.mysql.TimeRange;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts a backfill into ranges of days, and reads one of them. */
final class SharedRanges {
  private static final Logger LOG = LoggerFactory.getLogger(SharedRanges.class);

  private final Database database;
  private final SourceSettings source;
  private final IndexRuns runs;
  private final BackfillSettings fast;
  private final SharedBackfill shared;
  private final Function<SaleSource, Clocks> clocks;

  SharedRanges(
      Database database,
      SourceSettings source,
      IndexRuns runs,
      BackfillSettings fast,
      SharedBackfill shared,
      Function<SaleSource, Clocks> clocks) {
    this.clocks = clocks;
    this.database = database;
    this.source = source;
    this.runs = runs;
    this.fast = fast;
    this.shared = shared;
  }

  /**
   * Plans a backfill and keeps the plan.
   *
   * @throws SettingsException if the table cannot be read by {@code sold_at}
   */
  SharedPlan plan(Optional<LocalDate> from, Optional<LocalDate> to) throws InterruptedException {
    try (SaleSource sales = new SaleSource(database, source)) {
      if (!sales.isOrderedBySoldAt()) {
        throw new SettingsException(
            "A backfill of %s cannot be shared: that needs an index that begins with the column sold_at (saleslens.source.columns.sold-at), a DATETIME. Make one, or leave --shared out."
                .formatted(source.table()));
      }
      runs.claimIdentity();
      TimeRange soldAt = TimeRange.covering(from, to, source.businessZone(), source.sourceZone());
      SortedMap<LocalDate, Long> days = sales.countByDay(soldAt);
      List<TimeRange> ranges = SharedPlan.cut(soldAt, days);
      SharedPlan plan =
          new SharedPlan(
              clocks.apply(sales).now(),
              from,
              to,
              days.values().stream().mapToLong(Long::longValue).sum(),
              !runs.isIndexEmpty(),
              ranges.size());
      shared.keep(plan, ranges);
      return plan;
    }
  }

  /**
   * Reads a range, unless it is done or there is no such backfill any more; ends early where
   * another takes it over.
   *
   * @throws SettingsException if table, columns or settings do not fit
   * @throws MysqlException if MySQL fails for longer than the run waits
   * @throws ElasticException if Elasticsearch does, or if the lease was taken over
   */
  void read(int number) throws InterruptedException {
    Optional<SharedPlan> plan = shared.plan();
    Optional<Claim> claim = shared.take(number, Leases.thisProcess());
    if (plan.isPresent() && claim.isPresent()) {
      try {
        read(plan.get(), claim.get());
        LOG.info("Range {} of {} is read", number + 1, plan.get().ranges());
      } catch (RangeLostException e) {
        LOG.warn("{}", e.getMessage());
      } catch (MysqlException | ElasticException | SettingsException e) {
        fail(claim.get(), e);
        throw e;
      }
    }
  }

  private void read(SharedPlan plan, Claim claim) throws InterruptedException {
    SharedRange range = claim.range();
    try (SaleSource sales = new SaleSource(database, source);
        Reading reading = new Reading(plan, claim, sales)) {
      Optional<Position> resume = Optional.ofNullable(range.position());
      sales.readSold(range.soldAt(), range.rest(), resume, reading.opened.run()::row);
      reading.finish();
    }
  }

  /** A thread that is to stop has not failed, and who was shut out cannot say so. */
  private static void fail(Claim claim, RuntimeException failure) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      claim.fail(failure.getMessage());
    } catch (ElasticException | RangeLostException e) {
      LOG.warn("That a range failed could not be kept: {}", e.getMessage());
    }
  }

  /** One range on its way. */
  private final class Reading implements AutoCloseable {
    private final SharedPlan plan;
    private final Claim claim;
    private final IndexRuns.Opened opened;

    Reading(SharedPlan plan, Claim claim, SaleSource sales) {
      this.plan = plan;
      this.claim = claim;
      boolean fromNothing = plan.isOfEverything() && !plan.compare();
      IndexRuns.Mode mode =
          new IndexRuns.Mode(
              // Who had the range before may have written more than it could say.
              plan.compare() || claim.isBegun(),
              fromNothing ? Optional.of(fast) : Optional.empty(),
              Optional.empty());
      this.opened = runs.open(sales, mode, Progress.NONE, this::acknowledged);
    }

    private void acknowledged(Position position) {
      claim.reached(position, soFar());
    }

    void finish() throws InterruptedException {
      opened.run().finish();
      claim.end(soFar());
    }

    private IndexReport soFar() {
      return opened.run().report(plan.startedAt());
    }

    @Override
    public void close() {
      opened.close();
    }
  }
}
