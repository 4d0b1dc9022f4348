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
  private static final int WIDTH = 79;
  private static final DecimalFormat RATE =
      new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));

  private final PrintStream screen = System.err;
  private ProgressBar bar;
  private BarLine line;

  /**
   * A bar that is closed before it was first drawn would not end its line, and one that is closed
   * by an interrupted thread would be drawn once more afterwards.
   */
  private static final class BarLine extends ConsoleProgressBarConsumer {
    private boolean ended;

    BarLine(PrintStream screen) {
      // Asked for the width, the library would set up a terminal of its own, and with it take the
      // handling of Ctrl-C away from the JVM.
      super(screen, WIDTH);
    }

    @Override
    public synchronized void accept(String text) {
      if (!ended) {
        super.accept(text);
      }
    }

    @Override
    public synchronized void close() {
      if (!ended) {
        ended = true;
        super.close();
      }
    }
  }

  ProgressBars() {
    System.setErr(new PrintStream(new AboveBar(screen), true, StandardCharsets.UTF_8));
  }

  @Override
  public void begin(String phase, long total) {
    end();
    line = new BarLine(screen);
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(String.format(Locale.ROOT, "%-14s", phase))
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(line)
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
      line.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    end();
    System.setErr(screen);
  }
}
