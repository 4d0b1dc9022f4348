package io.saleslens.app;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command has. */
final class CommonOptions {
  private static final Path USUAL_FILE = Path.of("saleslens.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file; ./saleslens.yaml is taken if it is there.")
  private Path config;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * @throws SettingsException if a setting is missing or malformed
   */
  Settings settings() {
    return settings(Map.of());
  }

  /**
   * @param overrides values typed as options, by the names of the variables they stand for
   * @throws SettingsException if a setting is missing or malformed
   */
  Settings settings(Map<String, String> overrides) {
    Map<String, String> environment =
        new HashMap<>(((Main) command.root().userObject()).environment());
    environment.putAll(overrides);
    LogSettings.check(environment);
    return Settings.load(file(), environment);
  }

  private Optional<Path> file() {
    if (config != null) {
      return Optional.of(config);
    }
    return Files.exists(USUAL_FILE) ? Optional.of(USUAL_FILE) : Optional.empty();
  }

  Output output() {
    return new Output(json);
  }
}
