package io.saleslens.indexer;

/**
 * One of those who share a backfill failed on its range. The message names the worker and says what
 * it met. Exit code 1.
 */
public final class RangeFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RangeFailedException(String message) {
    super(message);
  }
}
