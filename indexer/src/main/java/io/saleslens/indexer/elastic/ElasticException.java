package io.saleslens.indexer.elastic;

/**
 * Elasticsearch could not be reached or said no. The message names the server, what was asked and
 * what it answered. Exit code 1, HTTP 503.
 */
public final class ElasticException extends RuntimeException {
  /** Stands for "no answer at all". */
  public static final int NO_ANSWER = 0;

  private static final int NOT_FOUND = 404;

  private final int status;

  ElasticException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** HTTP status of the answer, or {@link #NO_ANSWER}. */
  public int status() {
    return status;
  }

  /** Whether what was asked about does not exist. */
  public boolean isNotFound() {
    return status == NOT_FOUND;
  }
}
