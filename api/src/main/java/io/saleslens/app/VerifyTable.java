package io.saleslens.app;

import io.saleslens.app.pipeline.FailedDays;
import io.saleslens.app.pipeline.VerifyReport;
import io.saleslens.fraud.CheckReport;
import io.saleslens.fraud.CheckReport.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what a verify found to people. */
final class VerifyTable {
  private VerifyTable() {}

  static String of(VerifyReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.sales().table());
    addComputed(lines, report.computed());
    lines.add(report.summary());
    return String.join("\n", lines);
  }

  private static void addComputed(List<String> lines, CheckReport computed) {
    if (!computed.differences().isEmpty()) {
      lines.add("");
      lines.add(line("%-10s  %-8s  %16s  %7s", "Day", "Of", "Wrong or missing", "Surplus"));
      for (Difference it : computed.differences()) {
        lines.add(
            line(
                "%-10s  %-8s  %,16d  %,7d",
                it.date(),
                it.index().name().toLowerCase(Locale.ROOT),
                it.wrongOrMissing(),
                it.surplus()));
      }
      lines.add("");
    }
    lines.add(
        computed.differences().isEmpty()
            ? line(
                "What is computed agrees with the sales on %s%,d days.",
                computed.failed().isEmpty() ? "all " : "the others of ", computed.days())
            : line("What is computed differs %,d times.", computed.differences().size()));
    computed.flaws().forEach(it -> lines.add(it + "."));
    FailedDays.named(computed.failed()).ifPresent(lines::add);
    if (!computed.dirtyDays().isEmpty()) {
      lines.add(
          line(
              "%,d days wait for a refresh and were left out; './saleslens refresh' computes them.",
              computed.dirtyDays().size()));
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
