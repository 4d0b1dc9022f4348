package io.saleslens.app.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How far apart two clocks are. */
final class Skew {
  /** Instances that share a schedule need clocks that agree to a second. */
  private static final Duration MOST = Duration.ofSeconds(1);

  private Skew() {}

  /**
   * @param ahead of the server's clock, before ours
   * @param uncertain by how much that may be wrong
   */
  static List<Finding> finding(String check, Duration ahead, Duration uncertain) {
    boolean agrees = ahead.abs().minus(uncertain).compareTo(MOST) <= 0;
    String found =
        String.format(
            Locale.ROOT,
            "%.1f s %s this machine's",
            ahead.abs().toMillis() / 1000.0,
            ahead.isNegative() ? "behind" : "ahead of");
    return List.of(
        agrees
            ? Finding.ok(check, "agrees with this machine's")
            : Finding.warn(check, found, "Keep both machines' clocks by NTP."));
  }
}
