package io.saleslens.bench.indexing;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.indexer.IndexReport;
import io.saleslens.indexer.Indexer;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.Source;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.mysql.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Saleslens: all rows of a table into empty indices, until they are searchable. */
final class Backfill implements Contender {
  private final BenchServers servers;
  private final String group;
  private final Settings settings;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param group of indices, see {@link BenchServers#names}
   */
  Backfill(BenchServers servers, String group, Settings settings) {
    this.servers = servers;
    this.group = group;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "Saleslens";
  }

  @Override
  public void prepare() {
    servers.deleteIndices(group);
    try (Pipeline pipeline = new Pipeline(settings, clock)) {
      pipeline.init();
    }
  }

  @Override
  public long run() throws InterruptedException {
    try (Elastic elastic = new Elastic(settings.elastic())) {
      return run(elastic);
    }
  }

  /** The same over another connection. */
  long run(Elastic elastic) throws InterruptedException {
    Indexer indexer =
        new Indexer(
            List.of(Source.main(new Database(settings.requiredMysql()), settings.source())),
            elastic,
            settings.names(),
            settings.pepper(),
            clock);
    IndexReport report = indexer.backfill(Optional.empty(), Optional.empty(), Progress.NONE);
    new Indices(elastic).refresh(settings.names().sales());
    return report.written();
  }
}
