package io.saleslens.indexer;

import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Brings sales from MySQL into {@code platform_sales}: all of them ({@link #backfill}) or what
 * changed since the last time ({@link #sync}). Both can be stopped or killed at any point; the same
 * call again goes on where everything was acknowledged.
 *
 * <p>Several sources are read one after the other, each from where it was left off.
 *
 * <p>One run at a time: callers see to it. A backfill can be shared ({@link #shareBackfill}):
 * others then read ranges of it meanwhile ({@link #backfillRange}). The indices must exist, see
 * {@link SalesIndex}.
 */
public final class Indexer {
  private final List<SourceIndexer> sources;

  /**
   * @param sources at least one; the first is the one that backfills are shared of
   * @param pepper keys the hashes of card numbers
   * @param clock for when something was indexed; what is read goes by the server's clock
   */
  public Indexer(
      List<Source> sources, Elastic elastic, IndexNames names, Secret pepper, Clock clock) {
    this.sources =
        sources.stream().map(it -> new SourceIndexer(it, elastic, names, pepper, clock)).toList();
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
    announce();
    return each(it -> it.backfill(from, to, progress));
  }

  /**
   * As {@link #backfill}, but the workers read the first source, each some days, while this waits
   * for them. At the end it reads what changed meanwhile: a sale whose {@code sold_at} changed may
   * have been read in two ranges, or in none. Other sources it then reads by itself.
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
    announce();
    SourceIndexer first = sources.get(0);
    return each(
        it ->
            it == first
                ? it.shareBackfill(from, to, workers, progress)
                : it.backfill(from, to, progress));
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
    sources.get(0).backfillRange(number);
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
    announce();
    return each(it -> it.sync(progress));
  }

  /** Where the first was read and the next was not, nothing may pass for complete. */
  private void announce() {
    if (sources.size() > 1) {
      sources.forEach(SourceIndexer::announce);
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
    return each(it -> it.planBackfill(from, to, progress));
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
    return each(it -> it.planSync(progress));
  }

  @FunctionalInterface
  private interface Work {
    IndexReport of(SourceIndexer source) throws InterruptedException;
  }

  private IndexReport each(Work work) throws InterruptedException {
    IndexReport report = work.of(sources.get(0));
    for (SourceIndexer next : sources.subList(1, sources.size())) {
      report = report.and(work.of(next));
    }
    return report;
  }

  /**
   * Every change that was committed before this instant, by MySQL's clock, is in; empty if nothing
   * was read completely yet.
   */
  public Optional<Instant> readThrough() {
    return Source.earliest(sources.stream().map(SourceIndexer::readThrough).toList());
  }
}
