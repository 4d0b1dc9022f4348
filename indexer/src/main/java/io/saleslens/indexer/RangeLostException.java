package io.saleslens.indexer;

/** Another works on the range, because this one was thought dead, or the backfill is over. */
final class RangeLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RangeLostException(String message) {
    super(message);
  }
}
