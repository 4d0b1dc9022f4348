package io.saleslens.api;

import io.javalin.config.RoutesConfig;

/** A part of the API: the routes that belong together. */
public interface Resource {
  /** Declares its routes, each by {@link Routes}. Called once, before the server starts. */
  void addTo(RoutesConfig routes);
}
