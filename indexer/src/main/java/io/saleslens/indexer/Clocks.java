package io.saleslens.indexer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the clocks showed at the same time. Which of them is wrong cannot always be told; that two
 * are wrong by the same is less likely than that one is.
 *
 * @param mysql the server's, by which rows say when they changed
 * @param others the later one of Elasticsearch's and this machine's
 */
record Clocks(Instant mysql, Instant others) {
  /** Machines whose clocks are kept agree to far less. */
  static final Duration TOLERANCE = Duration.ofMinutes(1);

  static Clocks of(Instant mysql, Instant ours, Instant elastic) {
    return new Clocks(mysql, ours.isBefore(elastic) ? elastic : ours);
  }

  /** Whatever changes from now on says that it did so no earlier, and it is no later than this. */
  Instant now() {
    return mysql.isBefore(others) ? mysql : others;
  }

  /** How far the server's is ahead of the others; below zero if it is behind. */
  Duration ahead() {
    return Duration.between(others, mysql);
  }

  /** Whether an instant that has passed lies ahead of them, so that one of them was wrong then. */
  boolean areBehind(Instant passed) {
    return passed.isAfter(now().plus(TOLERANCE));
  }

  /**
   * What is to be said of them, a sentence each.
   *
   * @param from what passed before is to be read from
   */
  List<String> warnings(Instant from) {
    List<String> warnings = new ArrayList<>();
    if (ahead().abs().compareTo(TOLERANCE) > 0) {
      warnings.add(
          "MySQL's clock is %s %s the others. What changes meanwhile is read again until they agree."
              .formatted(shown(ahead().abs()), ahead().isNegative() ? "behind" : "ahead of"));
    }
    if (areBehind(from)) {
      warnings.add(
          "MySQL was last read at a time that is still %s ahead by its clock and others: a clock has jumped. All rows are read again."
              .formatted(shown(Duration.between(now(), from))));
    }
    return warnings;
  }

  private static String shown(Duration duration) {
    return duration.toDays() >= 2
        ? String.format(Locale.ROOT, "%,d days", duration.plusHours(12).toDays())
        : String.format(Locale.ROOT, "%,d s", duration.toSeconds());
  }
}
