package io.saleslens.api;

import java.util.Optional;

/** One component that must work for the API to be ready, such as a server behind it. */
public interface HealthCheck {
  /** Name of the component, as the answer shows it. */
  String name();

  /**
   * Looks at the component now. May throw, and may take long: the caller waits no longer than it
   * wants to. It is not called again before it has returned.
   *
   * @return what is wrong, for the reader of the answer; empty if nothing
   */
  Optional<String> check();
}
