package io.saleslens.kibana.imports;

/**
 * Kibana could not be reached or said no. The message names the server, what was asked and what it
 * answered. Exit code 1.
 */
public final class KibanaException extends RuntimeException {
  KibanaException(String message) {
    super(message);
  }

  KibanaException(String message, Throwable cause) {
    super(message, cause);
  }
}
