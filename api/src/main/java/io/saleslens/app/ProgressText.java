package io.saleslens.app;

import io.saleslens.api.RunProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Progress as people read it. */
final class ProgressText {
  private static final int CELLS = 20;

  private ProgressText() {}

  /** On one line: {@code backfill 1,500 of 2,000 rows (75 %, 1,234/s, 0:05 left)}. */
  static String line(RunProgress progress) {
    String of =
        progress.total() == null ? "" : String.format(Locale.ROOT, " of %,d", progress.total());
    List<String> figures = new ArrayList<>();
    if (progress.percent() != null) {
      figures.add(progress.percent() + " %");
    }
    figures.add(rate(progress));
    if (isToGoOn(progress)) {
      figures.add(time(progress.etaSeconds()) + " left");
    }
    return String.format(
        Locale.ROOT,
        "%-14s %,d%s %s (%s)",
        progress.phase(),
        progress.done(),
        of,
        progress.unit(),
        String.join(", ", figures));
  }

  /** Likewise, with a bar if it is known how much there is to do. */
  static String bar(RunProgress progress, int width) {
    String text =
        progress.percent() == null
            ? line(progress)
            : String.format(
                Locale.ROOT,
                "%-14s %3d%% [%s] %,d/%,d %s %s%s",
                progress.phase(),
                progress.percent(),
                cells(progress.percent()),
                progress.done(),
                progress.total(),
                progress.unit(),
                rate(progress),
                isToGoOn(progress) ? " " + time(progress.etaSeconds()) : "");
    return text.length() > width ? text.substring(0, width) : text;
  }

  private static String cells(int percent) {
    int full = percent * CELLS / 100;
    String tip = full == CELLS ? "" : ">";
    return "=".repeat(full) + tip + " ".repeat(CELLS - full - tip.length());
  }

  /** Few days are done in a second, so a decimal tells; of rows it would only flicker. */
  private static String rate(RunProgress progress) {
    return String.format(
        Locale.ROOT, progress.rate() < 10 ? "%,.1f/s" : "%,.0f/s", progress.rate());
  }

  private static boolean isToGoOn(RunProgress progress) {
    return progress.etaSeconds() != null && progress.done() < progress.total();
  }

  private static String time(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
