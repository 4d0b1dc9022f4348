package io.saleslens.bench.indexing;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.measure.Measured;
import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.measure.Tuning;
import io.saleslens.bench.setup.BenchContext;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.Benchmark;
import io.saleslens.bench.setup.MadeUpSales;
import io.saleslens.bench.setup.SaleTable;
import io.saleslens.bench.wire.Http;
import io.saleslens.bench.wire.RecordingProxy;
import io.saleslens.indexer.elastic.Elastic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows a second from MySQL until they are searchable. */
public final class IndexingBenchmark implements Benchmark {
  private static final String GROUP = "indexing";
  private static final long USUAL_ROWS = 500_000;
  private static final int STORES = 300;

  /** Of the runs that find the best set-up. */
  private static final long TUNING_ROWS = 50_000;

  private static final List<Integer> REPLAY_CONNECTIONS = List.of(1, 2, 3, 4);
  private static final List<Integer> INGESTER_REQUESTS = List.of(1, 2, 3);
  private static final List<Integer> BODY_MEGABYTES = List.of(1, 2, 5, 10);

  @Override
  public String name() {
    return "indexing";
  }

  @Override
  public String shows() {
    return "A whole table from MySQL into empty indices, until it is searchable. The ceiling sends"
        + " what Saleslens sent once more, from memory, to indices that are made already;"
        + " BulkIngester stands for the pipeline that one would write. Both run with the number of"
        + " connections and the size of body that proved best for them here.";
  }

  @Override
  public BenchResult run(BenchContext context) throws Exception {
    long rows = context.options().rows(USUAL_ROWS);
    BenchServers servers = context.servers();
    Settings settings = servers.settings(GROUP, GROUP);
    MadeUpSales made = MadeUpSales.of(rows, MadeUpSales.usualDays(rows), STORES);
    context.say().accept(String.format(Locale.ROOT, "making up %,d sales", rows));
    new SaleTable(servers.database(), settings.source()).fill(made);
    context.say().accept("recording what a backfill sends");
    Backfill backfill = new Backfill(servers, GROUP, settings);
    Http http = new Http(settings.elastic());
    try (Recording recording = new Recording(settings.names().sales() + "-")) {
      record(backfill, settings, http, recording);
      MonthsIndices months = new MonthsIndices(servers, GROUP, recording, http);
      Tuning tuning = new Tuning("rows", context.say());
      long tuningRows = Math.min(rows, TUNING_ROWS);
      long bytes = recording.bytes() * tuningRows / rows;
      Replay replay =
          tuning
              .best(
                  setups(REPLAY_CONNECTIONS, bytes).stream()
                      .map(
                          it ->
                              new Replay(
                                  months,
                                  recording,
                                  http,
                                  tuningRows,
                                  it.connections(),
                                  it.bodyBytes()))
                      .toList())
              .of(rows);
      Ingester ingester =
          tuning
              .best(
                  setups(INGESTER_REQUESTS, bytes).stream()
                      .map(
                          it ->
                              new Ingester(
                                  months,
                                  settings,
                                  servers.elastic(),
                                  tuningRows,
                                  it.connections(),
                                  it.bodyBytes()))
                      .toList())
              .of(rows);
      List<Measured> measured =
          context.comparison("rows").of(List.<Contender>of(backfill, replay, ingester));
      return new BenchResult(parameters(made, recording), List.of(table(measured)), measured);
    } finally {
      servers.deleteIndices(GROUP);
    }
  }

  private static void record(Backfill backfill, Settings settings, Http http, Recording recording)
      throws IOException, InterruptedException {
    backfill.prepare();
    try (RecordingProxy proxy = new RecordingProxy(http, recording);
        Elastic through = new Elastic(proxy.through(settings.elastic()))) {
      backfill.run(through);
    }
    recording.end();
  }

  /** How a contender can send. */
  private record Setup(int connections, int bodyBytes) {}

  /**
   * Every way of sending that makes a difference for a table: of a few bodies only a few can be
   * under way.
   */
  private static List<Setup> setups(List<Integer> connections, long bytes) {
    List<Setup> setups = new ArrayList<>();
    for (int megabytes : BODY_MEGABYTES) {
      int bodyBytes = megabytes << 20;
      long bodies = bytes / bodyBytes + 1;
      connections.stream()
          .filter(it -> it <= bodies)
          .forEach(it -> setups.add(new Setup(it, bodyBytes)));
      if (bodies == 1) {
        break;
      }
    }
    return setups;
  }

  private static Map<String, Object> parameters(MadeUpSales made, Recording recording) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", made.sales());
    parameters.put("days", made.days());
    parameters.put("stores", made.stores());
    parameters.put(
        "bytes a row in bulk bodies", recording.bytes() / Math.max(1, recording.writes()));
    return parameters;
  }

  private static ResultTable table(List<Measured> measured) {
    return ResultTable.comparing("Rows from MySQL until they are searchable", measured);
  }
}
