package io.saleslens.api;

import io.javalin.security.Roles;
import java.util.Map;
import java.util.TreeMap;

/** What a server answers. */
public final class TestRoutes {
  private TestRoutes() {}

  /** The least role by operation, such as {@code GET /api/v1/days}; empty text if it is open. */
  public static Map<String, String> of(ApiServer server) {
    Map<String, String> roles = new TreeMap<>();
    server.javalin().unsafe.internalRouter.allHttpHandlers().stream()
        .map(it -> it.endpoint)
        .filter(it -> it.method.isHttpMethod())
        .forEach(
            it -> {
              Object role = it.metadata(Roles.class).getRoles().iterator().next();
              roles.put(
                  it.method.name() + " " + it.path, role instanceof Role ? role.toString() : "");
            });
    return roles;
  }
}
