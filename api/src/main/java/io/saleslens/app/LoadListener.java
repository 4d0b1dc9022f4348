package io.saleslens.app;

import io.saleslens.indexer.Progress;
import io.saleslens.indexer.card.Masked;
import io.saleslens.indexer.mysql.CsvLoader;
import io.saleslens.indexer.settings.Shown;
import java.nio.file.Path;

/** Shows how loading a file goes: the records done with, and each bad line. */
final class LoadListener implements CsvLoader.Listener {
  private final Output output;
  private final Progress progress;
  private long shown;

  LoadListener(Path file, Output output, Progress progress) {
    this.output = output;
    this.progress = progress;
    progress.begin("load " + Shown.of(file.getFileName().toString()), Progress.UNKNOWN);
  }

  @Override
  public void bad(CsvLoader.BadLine line) {
    String reason = Masked.of(line.reason()); // MySQL quotes values in its refusals
    String file = Shown.of(line.file().toString());
    output.say("%s, line %d: %s".formatted(file, line.line(), Shown.of(reason)));
  }

  @Override
  public void read(long records) {
    progress.advance(records - shown);
    shown = records;
  }
}
