package io.saleslens.app;

import static io.saleslens.app.ProgressText.bar;

import io.saleslens.app.pipeline.ProgressMeter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows each phase as a bar with rate and time left. What is said meanwhile stands above it. */
final class ProgressBars implements Output.ClosableProgress {
  private static final int WIDTH = 79;

  private final PrintStream screen = System.err;
  private final ProgressMeter meter = new ProgressMeter(Clock.systemUTC());
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
    meter.begin(phase, total);
    open(total);
  }

  @Override
  public void beginDays(String phase, long total) {
    end();
    meter.beginDays(phase, total);
    open(total);
  }

  /** Where there is nothing to do there is nothing to tell. */
  private void open(long total) {
    if (total == 0) {
      return;
    }
    line = new BarLine(screen);
    bar =
        new ProgressBarBuilder()
            .setInitialMax(total)
            .setUpdateIntervalMillis(200)
            .setConsumer(line)
            .setRenderer((state, width) -> meter.now().map(it -> bar(it, width)).orElse(""))
            .build();
  }

  @Override
  public void advance(long steps) {
    meter.advance(steps);
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
