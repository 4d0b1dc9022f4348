package io.saleslens.api;

import io.javalin.config.RoutesConfig;
import java.util.function.Supplier;

/** What Prometheus collects. */
public final class MetricsResource implements Resource {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;

  /**
   * @param metrics all of them in Prometheus' text format; must answer within a second or so,
   *     whatever is down
   */
  public MetricsResource(Supplier<String> metrics) {
    this.metrics = metrics;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(
        routes,
        Role.READER,
        "/metrics",
        ctx -> ctx.contentType(CONTENT_TYPE).result(metrics.get()));
  }
}
