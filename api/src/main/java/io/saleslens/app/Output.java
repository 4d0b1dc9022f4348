package io.saleslens.app;

import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.Shown;

/**
 * Where results and progress go: results to standard output, progress to standard error. Whatever
 * is in them, they cannot control a terminal.
 */
final class Output {
  private final boolean json;

  Output(boolean json) {
    this.json = json;
  }

  /** Prints the result: the record as JSON, or the text. */
  void result(Object record, String text) {
    System.out.println(json ? Shown.json(Json.text(record)) : Shown.lines(text));
  }

  /** Says something that is not the result. */
  void say(String text) {
    System.err.println(Shown.lines(text));
  }

  /** A bar on a terminal, a line now and then elsewhere; close it when the work is done. */
  ClosableProgress progress() {
    return Terminal.isStandardError() ? new ProgressBars() : new ProgressLines();
  }

  /** Progress that leaves the screen tidy. */
  interface ClosableProgress extends Progress, AutoCloseable {
    /** The last phase is done; nothing is shown any more. */
    void end();

    @Override
    default void close() {
      end();
    }
  }
}
