package io.saleslens.app;

import io.saleslens.indexer.Progress;
import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.mysql.CsvLoader;
import java.nio.file.Path;

/** Shows how loading a file goes: the records done with, and each bad line. */
final class LoadListener implements CsvLoader.Listener {
  private final Output output;
  private final Progress progress;
  private long shown;

  LoadListener(Path file, Output output, Progress progress) {
    this.output = output;
    this.progress = progress;
    progress.begin("load " + file.getFileName(), Progress.UNKNOWN);
  }

  @Override
  public void bad(CsvLoader.BadLine line) {
    String reason = CardMask.mask(line.reason()); // MySQL quotes values in its refusals
    output.say("%s, line %d: %s".formatted(line.file(), line.line(), reason));
  }

  @Override
  public void read(long records) {
    progress.advance(records - shown);
    shown = records;
  }
}
