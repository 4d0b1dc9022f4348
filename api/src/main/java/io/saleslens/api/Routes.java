package io.saleslens.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** How routes are declared here. */
final class Routes {
  private Routes() {}

  /**
   * Answers GET, and HEAD by the same work: some load balancers ask for health that way, and left
   * alone Javalin would tell them 200 whatever the state.
   */
  static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
