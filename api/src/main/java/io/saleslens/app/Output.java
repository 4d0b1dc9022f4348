package io.saleslens.app;

import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Json;

/** Where results and progress go: results to standard output, progress to standard error. */
final class Output {
  private final boolean json;

  Output(boolean json) {
    this.json = json;
  }

  /** Prints the result: the record as JSON, or the text. */
  void result(Object record, String text) {
    System.out.println(json ? Json.text(record) : text);
  }

  /** Says something that is not the result. */
  void say(String text) {
    System.err.println(text);
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
