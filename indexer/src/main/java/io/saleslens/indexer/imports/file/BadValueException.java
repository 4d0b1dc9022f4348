package io.saleslens.indexer.imports.file;

/** A value that its field does not take; the message says why and what it takes. */
final class BadValueException extends Exception {
  BadValueException(String reason) {
    super(reason, null, false, false);
  }
}
