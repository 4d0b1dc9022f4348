package io.saleslens.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.saleslens.indexer.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * How is logged. Logback reads this from the environment before any code of ours runs, and would
 * fall silent at a value that it does not know.
 */
final class LogSettings {
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "SALESLENS_LOG_FORMAT", List.of("text", "ecs"),
          "SALESLENS_LOG_LEVEL", List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF"));

  private LogSettings() {}

  /** From now on nothing of ours is logged. */
  static void silence() {
    ((Logger) LoggerFactory.getLogger("io.saleslens")).setLevel(Level.OFF);
  }

  /**
   * @throws SettingsException if a value is not one of those allowed
   */
  static void check(Map<String, String> environment) {
    ALLOWED.forEach(
        (name, allowed) -> {
          String value = environment.getOrDefault(name, "");
          if (!value.isEmpty() && !allowed.contains(value)) {
            throw new SettingsException(
                "Setting %s is '%s'; it must be one of %s."
                    .formatted(name, value, String.join(", ", allowed)));
          }
        });
  }
}
