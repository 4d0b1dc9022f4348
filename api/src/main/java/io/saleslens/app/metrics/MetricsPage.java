package io.saleslens.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.saleslens.api.HealthCheck;
import io.saleslens.indexer.Freshness;
import io.saleslens.indexer.Freshness.Backlog;
import io.saleslens.indexer.elastic.ElasticException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The page that Prometheus collects: what is counted here, and what the servers know. They are
 * asked every few seconds at most, and the page does not wait for one that is away: what is not
 * known is NaN then, and {@code saleslens_up} is 0.
 */
public final class MetricsPage {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(700);
  private static final String ELASTICSEARCH = "elasticsearch";

  private final Metrics metrics;
  private final Clock clock;
  private final Probe<Optional<Backlog>> backlog;
  private final Map<String, Probe<Boolean>> others = new LinkedHashMap<>();
  private final Map<String, Boolean> up = new ConcurrentHashMap<>();
  private volatile Optional<Backlog> known = Optional.empty();

  /**
   * @param freshness asks Elasticsearch, with little patience
   * @param others checks of the servers beside it
   */
  public MetricsPage(Metrics metrics, Freshness freshness, List<HealthCheck> others, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    this.backlog = new Probe<>(() -> backlog(freshness), FRESH, metrics.threads());
    register(metrics.registry());
    registerUp(metrics.registry(), ELASTICSEARCH);
    for (HealthCheck check : others) {
      this.others.put(
          check.name(), new Probe<>(() -> check.check().isEmpty(), FRESH, metrics.threads()));
      registerUp(metrics.registry(), check.name());
    }
  }

  /** Empty before the indices are made: they are missed by somebody who answers. */
  private static Optional<Backlog> backlog(Freshness freshness) {
    try {
      return Optional.of(freshness.backlog());
    } catch (ElasticException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void register(MeterRegistry registry) {
    gauge(
        registry,
        "read.through.age",
        "seconds",
        "Since MySQL was read",
        it -> age(it.readThrough()));
    gauge(registry, "verified.age", "seconds", "Since all was proven", it -> age(it.verifiedAt()));
    gauge(registry, "dirty.days", null, "Business days to compute", it -> (double) it.dirtyDays());
    gauge(registry, "rejects.held", null, "Rows held as rejects", it -> (double) it.rejects());
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String unit,
      String description,
      Function<Backlog, Double> value) {
    Gauge.builder("saleslens." + name, () -> known.map(value).orElse(Double.NaN))
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }

  /** NaN if it never was. */
  private double age(Optional<Instant> then) {
    return then.map(it -> Duration.between(it, clock.instant()).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }

  private void registerUp(MeterRegistry registry, String server) {
    Gauge.builder("saleslens.up", () -> up.getOrDefault(server, false) ? 1 : 0)
        .description("Whether a server answers")
        .tag("server", server)
        .register(registry);
  }

  /** All metrics in Prometheus' text format. */
  public String text() {
    look();
    return metrics.text();
  }

  private void look() {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    CompletableFuture<Optional<Backlog>> elasticsearch = backlog.ask();
    Map<String, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
    others.forEach((server, probe) -> asked.put(server, probe.ask()));
    Optional<Optional<Backlog>> answer = Probe.await(elasticsearch, deadline);
    known = answer.flatMap(it -> it);
    up.put(ELASTICSEARCH, answer.isPresent());
    asked.forEach((server, it) -> up.put(server, Probe.await(it, deadline).orElse(false)));
  }
}
