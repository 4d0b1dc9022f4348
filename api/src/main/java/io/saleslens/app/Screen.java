package io.saleslens.app;

import io.saleslens.api.TokenMask;
import io.saleslens.indexer.card.Masked;
import io.saleslens.indexer.settings.Shown;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What is written to people of texts that others made. */
final class Screen {
  private Screen() {}

  /** Without card numbers, secrets and tokens, and without what controls a terminal. */
  static String safe(String text) {
    return Shown.lines(TokenMask.mask(Masked.of(text)));
  }

  /** Where an error came from, with all its causes and what they suppressed. */
  static String stackTrace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return safe(trace.toString());
  }
}
