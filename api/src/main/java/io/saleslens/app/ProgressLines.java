package io.saleslens.app;

import io.saleslens.indexer.Progress;
import java.time.Duration;
import java.util.Locale;

/** Writes a line when a phase begins, every few seconds, and when it ends. */
final class ProgressLines implements Output.ClosableProgress {
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private String phase;
  private long total;
  private long done;
  private long began;
  private long lastLine;

  @Override
  public void begin(String phase, long total) {
    end();
    this.phase = phase;
    this.total = total;
    this.done = 0;
    this.began = System.nanoTime();
    this.lastLine = began;
  }

  @Override
  public void advance(long steps) {
    done += steps;
    if (System.nanoTime() - lastLine > EVERY_NANOS) {
      lastLine = System.nanoTime();
      print();
    }
  }

  private void print() {
    double seconds = Math.max(0.001, (System.nanoTime() - began) / 1e9);
    String of = total == Progress.UNKNOWN ? "" : String.format(Locale.ROOT, " of %,d", total);
    System.err.printf(Locale.ROOT, "%-14s %,d%s (%,.0f/s)%n", phase, done, of, done / seconds);
  }

  @Override
  public void end() {
    if (phase != null) {
      print();
      phase = null;
    }
  }
}
