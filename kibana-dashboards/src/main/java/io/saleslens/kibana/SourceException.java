package io.saleslens.kibana;

/** A source that cannot be built from. The message names the file, the part of it and the fault. */
class SourceException extends RuntimeException {
  SourceException(String message) {
    super(message);
  }
}
