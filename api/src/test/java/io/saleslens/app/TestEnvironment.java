package io.saleslens.app;

import io.saleslens.indexer.testing.TestSettings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A test's settings as the program gets them. */
public final class TestEnvironment {
  private TestEnvironment() {}

  /** The settings as environment variables. */
  public static Map<String, String> of(TestSettings settings) {
    Map<String, String> environment = new HashMap<>();
    settings.values().forEach((key, value) -> environment.put(name(key), value));
    return environment;
  }

  private static String name(String key) {
    return "SALESLENS_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
