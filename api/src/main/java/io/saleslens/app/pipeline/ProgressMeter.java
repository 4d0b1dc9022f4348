package io.saleslens.app.pipeline;

import io.saleslens.api.RunProgress;
import io.saleslens.indexer.Progress;
import java.time.Clock;
import java.util.Optional;

/**
 * Makes percent, rate and time left of what it is told, the same for whoever shows them. May be
 * asked by any thread while another works.
 */
public final class ProgressMeter implements Progress {
  private static final String ROWS = "rows";
  private static final String DAYS = "days";

  private final Clock clock;
  private String phase;
  private String unit;
  private long total;
  private long done;
  private long began;
  private long rows;
  private long days;

  public ProgressMeter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void begin(String phase, long total) {
    begin(phase, ROWS, total);
  }

  @Override
  public void beginDays(String phase, long total) {
    begin(phase, DAYS, total);
  }

  private synchronized void begin(String phase, String unit, long total) {
    this.phase = phase;
    this.unit = unit;
    this.total = total;
    this.done = 0;
    this.began = System.nanoTime();
  }

  @Override
  public synchronized void advance(long steps) {
    done += steps;
    if (DAYS.equals(unit)) {
      days += steps;
    } else {
      rows += steps;
    }
  }

  /** How far it is; empty before the first phase. */
  public synchronized Optional<RunProgress> now() {
    if (phase == null) {
      return Optional.empty();
    }
    // What was counted beforehand may have grown meanwhile.
    long left = Math.max(0, total - done);
    double rate = done / Math.max(0.001, (System.nanoTime() - began) / 1e9);
    boolean known = total != UNKNOWN;
    return Optional.of(
        new RunProgress(
            phase,
            unit,
            done,
            known ? total : null,
            known ? percent() : null,
            Math.round(rate * 10) / 10.0,
            known && (left == 0 || done > 0) ? (long) Math.ceil(left / Math.max(rate, 1e-9)) : null,
            rows,
            days,
            clock.instant()));
  }

  private int percent() {
    return total == 0 ? 100 : (int) Math.min(100, done * 100 / total);
  }
}
