package io.saleslens.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.saleslens.api.RequestListener;
import io.saleslens.app.pipeline.PipelineMeters;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what this process does. All metrics are named in docs/operations.md, and a test holds it
 * to that. What the servers know is added by {@link MetricsPage}.
 */
public final class Metrics implements PipelineMeters, RequestListener, AutoCloseable {
  private static final Duration[] HTTP_BUCKETS = millis(5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);
  private static final Duration[] BULK_BUCKETS =
      millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 60_000);

  /** Anybody can send any word as a method; each would be kept for ever. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "metrics-probe");
            thread.setDaemon(true);
            return thread;
          });
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Counter read = counter("rows.read", "Rows that came from MySQL");
  private final Counter written = counter("rows.written", "Sales written");
  private final Counter rejected = counter("rows.rejected", "Rows refused");
  private final Counter late = counter("rows.late", "Sales written that came late");
  private final Counter noRoom =
      counter("bulk.refused.operations", "Operations put off, as Elasticsearch had no room");
  private final Counter elasticsearchRetries =
      counter("elasticsearch.retries", "Requests to Elasticsearch tried again");
  private final Counter mysqlRetries = counter("mysql.retries", "Reads from MySQL tried again");
  private final Timer bulk =
      Timer.builder("saleslens.bulk.request")
          .description("Bulk requests, with attempts that were repeated")
          .serviceLevelObjectives(BULK_BUCKETS)
          .register(registry);
  private final AtomicLong oldestLateSeconds =
      gauge("oldest.late.row", "seconds", "How late the latest row of the last run was");
  private final AtomicLong clockAhead =
      gauge(
          "mysql.clock.ahead",
          "seconds",
          "How far MySQL's clock was ahead of the others when a run began");
  private final AtomicLong bulkBytes =
      gauge("bulk.body", "bytes", "Size of bulk bodies; 0 before the first");
  private final AtomicLong leases =
      gauge("lease.held", null, "Whether this process holds the lease");

  public Metrics() {
    String version = Metrics.class.getPackage().getImplementationVersion();
    Gauge.builder("saleslens.build.info", () -> 1)
        .description("What is running")
        .tag("version", version == null ? "unpackaged" : version)
        .tag("java", System.getProperty("java.version"))
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  private static Duration[] millis(long... values) {
    Duration[] durations = new Duration[values.length];
    for (int i = 0; i < values.length; i++) {
      durations[i] = Duration.ofMillis(values[i]);
    }
    return durations;
  }

  private Counter counter(String name, String description) {
    return Counter.builder("saleslens." + name).description(description).register(registry);
  }

  /**
   * @param unit null for a plain number
   */
  private AtomicLong gauge(String name, String unit, String description) {
    AtomicLong value = new AtomicLong();
    Gauge.builder("saleslens." + name, value, AtomicLong::get)
        .baseUnit(unit)
        .description(description)
        .register(registry);
    return value;
  }

  /** Where all of them are. */
  MeterRegistry registry() {
    return registry;
  }

  /** For questions to servers; they end when this is closed. */
  Executor threads() {
    return threads;
  }

  /** All of them in Prometheus' text format. */
  String text() {
    return registry.scrape();
  }

  @Override
  public void rows(long read, long written, long rejected, long late) {
    this.read.increment(read);
    this.written.increment(written);
    this.rejected.increment(rejected);
    this.late.increment(late);
  }

  @Override
  public void mysqlClockAhead(Duration ahead) {
    clockAhead.set(ahead.toSeconds());
  }

  @Override
  public void oldestLateRow(Duration lag) {
    oldestLateSeconds.set(lag.toSeconds());
  }

  @Override
  public void bulk(Duration took, int noRoom, int nextBytes) {
    bulk.record(took);
    this.noRoom.increment(noRoom);
    bulkBytes.set(nextBytes);
  }

  @Override
  public void elasticsearchRetry() {
    elasticsearchRetries.increment();
  }

  @Override
  public void mysqlRetry() {
    mysqlRetries.increment();
  }

  @Override
  public void lease(boolean held) {
    leases.set(held ? 1 : 0);
  }

  @Override
  public void jobEnded(String job, String outcome, Duration took) {
    Timer.builder("saleslens.job.run")
        .description("Runs of jobs")
        .tags("job", job, "outcome", outcome)
        .register(registry)
        .record(took);
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    Timer.builder("saleslens.http.request")
        .description("Requests to the API")
        .tags("method", METHODS.contains(method) ? method : "other")
        .tags("route", route, "status", Integer.toString(status))
        .serviceLevelObjectives(HTTP_BUCKETS)
        .register(registry)
        .record(took);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    gc.close();
    registry.close();
  }
}
