package io.saleslens.app;

import io.saleslens.indexer.settings.SettingsException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

  /** Reads what was typed. */
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is not a day such as 2023-05-01");
    }
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
