package io.saleslens.indexer;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.SaleSource;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens what takes rows to {@code platform_sales}. */
final class IndexRuns {
  private final Elastic elastic;
  private final SourceSettings source;
  private final IndexNames names;
  private final Secret pepper;
  private final Clock clock;
  private final Indices indices;
  private final StateStore state;

  /**
   * @param state of the source
   */
  IndexRuns(
      Elastic elastic,
      SourceSettings source,
      StateStore state,
      IndexNames names,
      Secret pepper,
      Clock clock) {
    this.elastic = elastic;
    this.source = source;
    this.names = names;
    this.pepper = pepper;
    this.clock = clock;
    this.indices = new Indices(elastic);
    this.state = state;
  }

  /**
   * How rows are taken.
   *
   * @param compare whether what stands in the index is looked up first
   * @param fast sets new months up for a backfill
   * @param due see {@link IndexRun}
   */
  record Mode(boolean compare, Optional<BackfillSettings> fast, Optional<Instant> due) {}

  /** Whether no sale stands in the index. */
  boolean isIndexEmpty() {
    return stored().areEmpty();
  }

  private StoredSales stored() {
    return new StoredSales(elastic, indices, names.sales());
  }

  /**
   * Remembers what the indices are built with, or checks that it is still the same.
   *
   * @throws SettingsException if it is not
   */
  CardKeys claimIdentity() {
    CardKeys cardKeys = new CardKeys(pepper);
    Identity.of(source, cardKeys).claim(state);
    return cardKeys;
  }

  /**
   * @param acknowledged see {@link IndexRun}
   * @throws SettingsException if the indices were built with other settings
   */
  Opened open(SaleSource sales, Mode mode, Progress progress, Consumer<Position> acknowledged) {
    CardKeys cardKeys = claimIdentity();
    BulkWriter bulk = new BulkWriter(elastic);
    try {
      SaleEncoder encoder = new SaleEncoder(source, sales.fields(), cardKeys, clock);
      IndexRun run =
          new IndexRun(
              encoder,
              new MeteredWriter(writer(bulk, mode), elastic.meters()),
              bulk::bodyBytes,
              mode.due().map(sales::settled),
              progress,
              acknowledged);
      return new Opened(bulk, run);
    } catch (RuntimeException e) {
      bulk.close();
      throw e;
    }
  }

  private SalesWriter writer(BulkWriter bulk, Mode mode) {
    Rejects rejects = new Rejects(elastic, bulk, names.rejects(), source.table(), clock);
    rejects.load(indices);
    DayLedger ledger = new DayLedger(elastic, bulk, indices, names.days(), clock);
    MonthIndices months = new MonthIndices(indices, names, mode.fast());
    return new SalesWriter(months, names, bulk, ledger, rejects, stored(), mode.compare());
  }

  /**
   * A run, and what it writes by.
   *
   * @param bulk closed with this
   */
  record Opened(BulkWriter bulk, IndexRun run) implements AutoCloseable {
    @Override
    public void close() {
      bulk.close();
    }
  }
}
