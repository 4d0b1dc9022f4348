package io.saleslens.app.pipeline;

import io.saleslens.fraud.FailedDay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names days that could not be computed, in a line. */
public final class FailedDays {
  private static final int MOST_NAMED = 5;

  private FailedDays() {}

  /** Empty if there is none. */
  public static Optional<String> named(List<FailedDay> failed) {
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    String named =
        failed.stream()
            .limit(MOST_NAMED)
            .map(it -> "%s (%s)".formatted(it.date(), it.reason()))
            .collect(Collectors.joining(", "));
    int more = failed.size() - MOST_NAMED;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "NOT computed, and dirty until they are: %s%s",
            named,
            more > 0 ? ", and " + more + " more" : ""));
  }
}
