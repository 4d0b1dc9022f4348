package io.saleslens.app;

import io.saleslens.indexer.settings.SettingsException;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options {@code --from} and {@code --to}. */
final class DayRange {
  @Option(names = "--from", paramLabel = "DAY", description = "First business day, yyyy-MM-dd.")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "Last business day, included; --from alone means that one day.")
  private LocalDate to;

  Optional<LocalDate> from() {
    check();
    return Optional.ofNullable(from);
  }

  Optional<LocalDate> to() {
    check();
    return Optional.ofNullable(to == null ? from : to);
  }

  private void check() {
    if (from == null && to != null) {
      throw new SettingsException("--to needs --from.");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw new SettingsException("--from " + from + " is after --to " + to + ".");
    }
  }
}
