package io.saleslens.indexer.mysql;

/**
 * MySQL could not be reached or failed at what was asked. The message names the server and the
 * question. Exit code 1.
 */
public final class MysqlException extends RuntimeException {
  private final boolean temporary;

  MysqlException(String message, boolean temporary, Throwable cause) {
    super(message, cause);
    this.temporary = temporary;
  }

  /** Whether the same, asked again over a new connection, may succeed. */
  public boolean isTemporary() {
    return temporary;
  }
}
