package io.saleslens.api;

import java.time.Duration;

/** Is told of every request that was answered. Called by many threads; must return at once. */
@FunctionalInterface
public interface RequestListener {
  /** Does nothing. */
  RequestListener NONE = (method, route, status, took) -> {};

  /** Stands for the route of a request that no route is there for. */
  String NO_ROUTE = "none";

  /**
   * @param method of HTTP, as sent
   * @param route as declared, such as {@code /api/v1/frauds/{sale_id}}, so that there are few of
   *     them; or {@link #NO_ROUTE}
   * @param status of the answer
   * @param took until the answer was handed over
   */
  void answered(String method, String route, int status, Duration took);
}
