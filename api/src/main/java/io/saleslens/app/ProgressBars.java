package io.saleslens.app;

import io.saleslens.indexer.Progress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows each phase as a bar with rate and time left. What is said meanwhile stands above it. */
final class ProgressBars implements Output.ClosableProgress {
  private static final DecimalFormat RATE =
      new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));

  private final PrintStream screen = System.err;
  private ProgressBar bar;

  ProgressBars() {
    System.setErr(new PrintStream(new AboveBar(screen), true, StandardCharsets.UTF_8));
  }

  @Override
  public void begin(String phase, long total) {
    end();
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(String.format(Locale.ROOT, "%-14s", phase))
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(screen))
            .setSpeedUnit(ChronoUnit.SECONDS)
            .showSpeed(RATE);
    bar = (total == Progress.UNKNOWN ? builder.hideEta() : builder).build();
  }

  @Override
  public void advance(long steps) {
    if (bar != null) {
      bar.stepBy(steps);
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    end();
    System.setErr(screen);
  }
}
