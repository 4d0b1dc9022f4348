package io.saleslens.app;

import io.saleslens.indexer.Progress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows each phase as a bar with rate and time left. */
final class ProgressBars implements Output.ClosableProgress {
  private static final int NAME_WIDTH = 12;

  private ProgressBar bar;

  @Override
  public void begin(String phase, long total) {
    end();
    bar =
        new ProgressBarBuilder()
            .setTaskName(("%-" + NAME_WIDTH + "s").formatted(phase))
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setSpeedUnit(ChronoUnit.SECONDS)
            .showSpeed()
            .setEtaFunction(state -> java.util.Optional.of(Duration.ZERO).filter(it -> false))
            .build();
    if (total == Progress.UNKNOWN) {
      bar.setExtraMessage("");
    }
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
}
