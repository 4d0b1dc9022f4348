package io.saleslens.app;

import io.saleslens.app.demo.DemoSale;
import io.saleslens.app.demo.PlantedFraud;
import io.saleslens.app.demo.SalesGenerator;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.mysql.CsvLoader;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.SalesInserter;
import io.saleslens.indexer.mysql.SourceTable;
import io.saleslens.indexer.settings.SaleField;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The demo's steps: fill MySQL, init, backfill, refresh, look at what came out. */
final class Demo {
  private static final long PROGRESS_STEP = 1_000;

  private final Pipeline pipeline;
  private final Output output;
  private final CsvLoader loader;

  Demo(Pipeline pipeline, Output output) {
    this.pipeline = pipeline;
    this.output = output;
    this.loader = new CsvLoader(pipeline.database(), pipeline.settings().source());
  }

  /** What was put into MySQL. */
  private record Filled(Optional<List<PlantedFraud>> planted, long badLines) {}

  DemoReport run(DemoSource source) throws InterruptedException {
    long start = System.nanoTime();
    try (Output.ClosableProgress progress = output.progress()) {
      Filled filled = fill(source, progress);
      progress.end();
      PipelineReport backfill =
          pipeline.backfill(Optional.empty(), Optional.empty(), Trigger.COMMAND, progress);
      PipelineReport refresh =
          pipeline.refresh(Optional.empty(), Optional.empty(), Trigger.COMMAND, progress);
      progress.end();
      DemoFindings findings = new DemoFindings(pipeline.elastic(), pipeline.settings().names());
      return findings.report(
          filled.planted(),
          filled.badLines(),
          backfill,
          refresh,
          (System.nanoTime() - start) / 1e9);
    }
  }

  private Filled fill(DemoSource source, Progress progress) {
    Database database = pipeline.database();
    Connection connection = database.connect();
    try {
      loader.createTable(connection);
      if (source instanceof DemoSource.Csv csv) {
        return fillFromFile(connection, csv.file(), progress);
      }
      return makeUp(database, connection, (DemoSource.MadeUp) source, progress);
    } finally {
      database.close(connection);
    }
  }

  private Filled fillFromFile(Connection connection, Path file, Progress progress) {
    CsvLoader.Loaded loaded =
        loader.load(connection, file, new LoadListener(file, output, progress));
    return new Filled(Optional.empty(), loaded.bad());
  }

  private Filled makeUp(
      Database database, Connection connection, DemoSource.MadeUp source, Progress progress) {
    progress.begin("make up sales", source.settings().sales());
    List<SaleField> fields = Arrays.asList(SaleField.values());
    SourceTable table = SourceTable.open(database, connection, pipeline.settings().source());
    try (SalesInserter inserter =
        new SalesInserter(
            database,
            connection,
            table,
            fields,
            (row, why) -> {
              throw new IllegalStateException("Made-up sale " + row.number() + ": " + why);
            })) {
      List<PlantedFraud> planted =
          new SalesGenerator(source.settings()).generate(sale -> insert(inserter, sale, progress));
      return new Filled(Optional.of(planted), 0);
    }
  }

  private static void insert(SalesInserter inserter, DemoSale sale, Progress progress) {
    inserter.add(new SalesInserter.Row(sale.id(), sale.values()));
    if (sale.id() % PROGRESS_STEP == 0) {
      progress.advance(PROGRESS_STEP);
    }
  }
}
