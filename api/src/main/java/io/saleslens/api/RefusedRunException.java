package io.saleslens.api;

/** A run is not accepted, or not cancelled. The message says why, and the way out. */
public final class RefusedRunException extends RuntimeException {
  private final Reason reason;

  public RefusedRunException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Why a run is refused. */
  public enum Reason {
    /** This process runs no jobs. */
    NO_JOBS_HERE,
    /** The key was used for another request. */
    KEY_REUSED,
    /** Too many wait already. */
    TOO_MANY_WAIT,
    /** It has ended. */
    ENDED
  }
}
