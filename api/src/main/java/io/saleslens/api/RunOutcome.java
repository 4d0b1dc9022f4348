package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a run of a job has come, or how it ended. */
public enum RunOutcome {
  /** Accepted over the API; begins when nothing else runs. */
  WAITING,
  /** Not at its end yet. */
  RUNNING,
  /** Ended as it should. */
  DONE,
  /** Done, but some rows were rejected. */
  REJECTS,
  /** Done, but a check found differences, and they stand. */
  DIFFERENCES,
  /** Cancelled, or its process was asked to end. */
  STOPPED,
  /** Ended by an error. */
  FAILED,
  /** Its process died; noticed when the next run began. */
  KILLED,
  /** Did not begin, as another instance kept the lease for longer than it waits. */
  REFUSED;

  /** The outcome of that name, in lower case. */
  public static Optional<RunOutcome> named(String name) {
    return Arrays.stream(values()).filter(it -> it.toString().equals(name)).findFirst();
  }

  /** Whether nothing more will come. */
  public boolean isEnd() {
    return this != WAITING && this != RUNNING;
  }

  /** The name as records and answers have it. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
