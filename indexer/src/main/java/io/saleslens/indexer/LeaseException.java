package io.saleslens.indexer;

/**
 * Another instance writes: it holds the lease that was asked for, or took ours over. The message
 * names it. Exit code 1.
 */
public final class LeaseException extends RuntimeException {
  LeaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
