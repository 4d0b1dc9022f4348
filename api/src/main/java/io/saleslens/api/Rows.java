package io.saleslens.api;

import java.io.IOException;

/**
 * Writes the items of a whole list, one after the other. What was begun and not ended must not look
 * complete, so it is not closed when something fails.
 */
interface Rows<T> {
  /** Writes one. */
  void write(T item) throws IOException;

  /** Passes on what is written so far. */
  void flush() throws IOException;

  /** Writes what comes behind the last. */
  void end() throws IOException;
}
