package io.saleslens.kibana;

/** Where in the sources something stands, for messages. */
record Place(String file, String part) {
  SourceException fault(String what, Object... arguments) {
    return new SourceException(file + ", " + part + ": " + what.formatted(arguments));
  }

  /** Demands that something is there. */
  void need(Object value, String key) {
    if (value == null) {
      throw fault("%s is missing.", key);
    }
  }
}
