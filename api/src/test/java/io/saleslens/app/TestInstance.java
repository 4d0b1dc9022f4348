package io.saleslens.app;

import io.saleslens.api.ApiServer;
import io.saleslens.api.TestToken;
import io.saleslens.app.demo.DemoSettings;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.schedule.JobSchedule;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSettings;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** API and schedule as {@code run} puts them together, on a free port and without limits. */
public final class TestInstance implements AutoCloseable {
  private final Metrics metrics;
  private final Pipeline pipeline;
  private final ApiServer api;
  private final JobSchedule schedule;

  private TestInstance(TestSettings settings) {
    metrics = new Metrics();
    pipeline =
        new Pipeline(
            Settings.load(Optional.empty(), TestEnvironment.of(settings)),
            Clock.systemUTC(),
            metrics);
    api = Apis.of(pipeline, metrics);
    schedule = new JobSchedule(pipeline, Clock.systemUTC());
    api.start();
  }

  /** Runs nothing by itself, and nothing that is asked for before {@link #runJobs}. */
  public static TestInstance start(TestSettings settings, TestToken... tokens) {
    return new TestInstance(
        settings
            .with("api.port", "0")
            .with("api.requests-per-minute", "off")
            .with("api.tokens", entries(tokens))
            .with("schedule.sync", "off")
            .with("schedule.refresh", "off")
            .with("schedule.verify", "off"));
  }

  private static String entries(TestToken... tokens) {
    return Arrays.stream(tokens)
        .map(TestToken::token)
        .map(it -> "%s:%s:sha256:%s".formatted(it.name(), it.role(), it.sha256()))
        .collect(Collectors.joining(","));
  }

  /** Begins to run what is asked for. */
  public void runJobs() {
    schedule.start();
  }

  /** Makes sales up, and computes everything. */
  public void fill(DemoSettings demo) throws InterruptedException {
    new Demo(pipeline, new Output(true)).run(new DemoSource.MadeUp(demo));
  }

  /** Writes documents and makes them visible. */
  public void write(String index, Map<String, ?> documents) {
    BulkBody body = new BulkBody();
    documents.forEach((id, document) -> body.index(index, id, Json.bytes(document)));
    try (BulkWriter writer = new BulkWriter(pipeline.elastic())) {
      writer.writeAll(body);
    }
    new Indices(pipeline.elastic()).refresh(index);
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /** Without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + api.port();
  }

  @Override
  public void close() {
    schedule.close();
    api.close();
    pipeline.close();
    metrics.close();
  }
}
