package io.saleslens.bench.incremental;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.measure.Summary;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.MadeUpSales;
import io.saleslens.bench.setup.SaleTable;
import io.saleslens.bench.wire.Http;
import io.saleslens.bench.wire.RecordingProxy;
import io.saleslens.indexer.Progress;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A table that is indexed and computed, of which a few rows change each time. */
final class ChangedRows implements Contender, AutoCloseable {
  /** As many business days as changes go back. */
  private static final int RECENT_DAYS = 7;

  private final String name;
  private final MadeUpSales made;
  private final int changes;
  private final Settings settings;
  private final SaleTable table;
  private final Pipeline pipeline;
  private final List<PipelineReport> reports = new ArrayList<>();
  private long round;

  /**
   * @param name of the table and of its indices
   * @param changes rows that change each time
   * @param shownAs what it is called in the results
   */
  ChangedRows(BenchServers servers, String name, MadeUpSales made, int changes, String shownAs) {
    // Without overlap, or each round would read those before it again.
    this.settings = servers.settings(name, name, "SALESLENS_SYNC_OVERLAP", "PT0S");
    this.name = shownAs;
    this.made = made;
    this.changes = changes;
    this.table = new SaleTable(servers.database(), settings.source());
    this.pipeline = new Pipeline(settings, Clock.systemUTC());
  }

  /** Makes the table, and brings all of it. */
  void fill() throws InterruptedException {
    table.fill(made);
    pipeline.backfill(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
    pipeline.refresh(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare() {
    long recent = made.sales() * RECENT_DAYS / made.days();
    table.change(made.sales() - recent, recent / changes, changes, round++);
  }

  @Override
  public long run() throws InterruptedException {
    return run(pipeline);
  }

  /** One more run, to see what it asks Elasticsearch. */
  Questions questions() throws IOException, InterruptedException {
    Questions questions = new Questions(settings.names());
    prepare();
    try (RecordingProxy proxy = new RecordingProxy(new Http(settings.elastic()), questions);
        Pipeline through = new Pipeline(through(settings, proxy), Clock.systemUTC())) {
      run(through);
    }
    return questions;
  }

  private long run(Pipeline pipeline) throws InterruptedException {
    PipelineReport report = pipeline.sync(Trigger.COMMAND, Progress.NONE);
    long written = report.index().orElseThrow().written();
    if (written != changes) {
      throw new IllegalStateException(
          "%d rows changed but %d sales were written".formatted(changes, written));
    }
    reports.add(report);
    return written;
  }

  private static Settings through(Settings settings, RecordingProxy proxy) {
    return new Settings(
        settings.mysql(),
        proxy.through(settings.elastic()),
        settings.source(),
        settings.currency(),
        settings.names(),
        settings.lease(),
        settings.pepper(),
        settings.repeatAmount(),
        settings.api(),
        settings.schedule(),
        settings.imports(),
        settings.webhooks(),
        settings.kibana());
  }

  /** Seconds of reading and writing sales in the last runs. */
  Summary syncSeconds(int runs) {
    return seconds(runs, PipelineReport::indexMillis);
  }

  /** Seconds of computing what depends on them in the last runs. */
  Summary refreshSeconds(int runs) {
    return seconds(runs, report -> report.millis() - report.indexMillis());
  }

  private Summary seconds(int runs, ToLongFunction<PipelineReport> millis) {
    return Summary.of(
        reports.subList(reports.size() - runs, reports.size()).stream()
            .mapToDouble(report -> millis.applyAsLong(report) / 1000.0)
            .toArray());
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
