package io.saleslens.indexer.imports;

import io.saleslens.indexer.imports.file.FileRules;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where imported sales and their files are kept, and how files are read.
 *
 * @param mysql the schema that holds our tables
 * @param dir folder of the files, those that come in and those that are archived
 * @param rules how files are read
 */
public record ImportSettings(MysqlSettings mysql, Path dir, FileRules rules) {
  private static final String KEYS = "imports.mysql.";
  private static final Path USUAL_DIR = Path.of("data", "imports");

  /**
   * @param pepper keys the hashes of card numbers
   * @return empty if no schema is set, so that nothing can be imported
   * @throws SettingsException if a value is malformed
   */
  public static Optional<ImportSettings> from(SettingsReader reader, Secret pepper) {
    // Checked as well where nothing is imported, so that the file may keep them.
    Path dir = reader.path("imports.dir").orElse(USUAL_DIR);
    FileRules rules = FileRules.from(reader, pepper);
    boolean anySet =
        reader.text(KEYS + "url").isPresent()
            || reader.text(KEYS + "user").isPresent()
            || reader.secret(KEYS + "password").isPresent();
    return anySet
        ? Optional.of(
            new ImportSettings(MysqlSettings.from(reader, KEYS, Duration.ofMinutes(5)), dir, rules))
        : Optional.empty();
  }
}
