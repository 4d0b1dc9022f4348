package io.saleslens.app;

import io.saleslens.app.pipeline.ProgressMeter;
import java.time.Clock;
import java.time.Duration;

/** Writes a line every few seconds of a phase, and one when it ends. */
final class ProgressLines implements Output.ClosableProgress {
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final ProgressMeter meter = new ProgressMeter(Clock.systemUTC());
  private boolean open;
  private long lastLine;

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
    open = total != 0;
    lastLine = System.nanoTime();
  }

  @Override
  public void advance(long steps) {
    meter.advance(steps);
    if (open && System.nanoTime() - lastLine > EVERY_NANOS) {
      lastLine = System.nanoTime();
      print();
    }
  }

  private void print() {
    meter.now().ifPresent(it -> System.err.println(ProgressText.line(it)));
  }

  @Override
  public void end() {
    if (open) {
      print();
      open = false;
    }
  }
}
