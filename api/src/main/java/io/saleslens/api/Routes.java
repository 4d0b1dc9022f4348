package io.saleslens.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.security.RouteRole;

/** How routes are declared here: with the least role that may use them, or as open to anybody. */
final class Routes {
  private Routes() {}

  private enum Open implements RouteRole {
    OPEN
  }

  /**
   * Answers GET, and HEAD by the same work: some load balancers ask for health that way, and left
   * alone Javalin would tell them 200 whatever the state.
   */
  static void get(RoutesConfig routes, Role least, String path, Handler handler) {
    get(routes, path, handler, least);
  }

  /** Answers anybody, with a token or without. */
  static void getOpen(RoutesConfig routes, String path, Handler handler) {
    get(routes, path, handler, Open.OPEN);
  }

  private static void get(RoutesConfig routes, String path, Handler handler, RouteRole role) {
    routes.get(path, handler, role);
    routes.head(path, handler, role);
  }

  /** Answers POST. */
  static void post(RoutesConfig routes, Role least, String path, Handler handler) {
    routes.post(path, handler, least);
  }

  static boolean isOpen(Context ctx) {
    return ctx.routeRoles().contains(Open.OPEN);
  }

  /** What the route that the request goes to was declared with; the highest if with nothing. */
  static Role leastRole(Context ctx) {
    return ctx.routeRoles().stream()
        .filter(Role.class::isInstance)
        .map(Role.class::cast)
        .findFirst()
        .orElse(Role.OPERATOR);
  }
}
