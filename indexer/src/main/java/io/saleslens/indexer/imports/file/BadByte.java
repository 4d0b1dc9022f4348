package io.saleslens.indexer.imports.file;

/**
 * Where bytes of a file cannot be decoded.
 *
 * @param offset from 0, in the expanded file
 * @param line from 1
 * @param value of the byte
 */
record BadByte(long offset, long line, int value) {
  private static final String WAY_OUT =
      "Name the file's encoding: --encoding windows-1252 (western), --encoding MS949 (Korean) and the like on the command line, charset=… in the Content-Type of a request; or save it as UTF-8.";

  @Override
  public String toString() {
    return "byte 0x%02X at offset %d, in line %d".formatted(value, offset, line);
  }

  /** A file in which this is not what it must be. */
  ImportException refused(String what) {
    return new ImportException(
        ImportException.ENCODING, "%s: %s. %s".formatted(what, this, WAY_OUT));
  }

  static ImportException refused(String what, String why) {
    return new ImportException(
        ImportException.ENCODING, "%s: %s. %s".formatted(what, why, WAY_OUT));
  }
}
