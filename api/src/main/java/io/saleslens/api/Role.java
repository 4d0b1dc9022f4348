package io.saleslens.api;

import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token's holder may do. Each role may do what those before it may. */
public enum Role implements RouteRole {
  /** Reads AOV and days. */
  READER,
  /** Also reads the suspect sales. */
  ANALYST,
  /** May do everything. */
  OPERATOR;

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The role of that name, in lower case. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.toString().equals(name)).findFirst();
  }

  /** The name as settings and answers have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
