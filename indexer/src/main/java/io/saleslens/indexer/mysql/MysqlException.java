package io.saleslens.indexer.mysql;

/**
 * MySQL could not be reached or failed at what was asked. The message names the server and the
 * question. Exit code 1.
 */
public final class MysqlException extends RuntimeException {
  MysqlException(String message, Throwable cause) {
    super(message, cause);
  }
}
