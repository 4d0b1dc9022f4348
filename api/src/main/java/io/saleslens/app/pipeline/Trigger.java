package io.saleslens.app.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * What made a job run.
 *
 * @param kind who or what
 * @param scheduledFor the time of the schedule that the run stands for; of several that were missed
 *     the first; empty for a command and where nothing says which time was missed
 * @param runId the run that was accepted over the API; empty for others
 */
public record Trigger(Kind kind, Optional<Instant> scheduledFor, Optional<String> runId) {
  /** Somebody typed it. */
  public static final Trigger COMMAND =
      new Trigger(Kind.COMMAND, Optional.empty(), Optional.empty());

  /** Sales came by a file. */
  public static final Trigger IMPORT = new Trigger(Kind.IMPORT, Optional.empty(), Optional.empty());

  /** Its time had come. */
  public static Trigger schedule(Instant scheduledFor) {
    return new Trigger(Kind.SCHEDULE, Optional.of(scheduledFor), Optional.empty());
  }

  /** Its time had come while nothing was running. */
  public static Trigger catchUp(Optional<Instant> scheduledFor) {
    return new Trigger(Kind.CATCH_UP, scheduledFor, Optional.empty());
  }

  /** Somebody asked for it over the API. */
  public static Trigger api(String runId) {
    return new Trigger(Kind.API, Optional.empty(), Optional.of(runId));
  }

  String shown() {
    return kind.shown;
  }

  /** Who or what makes jobs run. */
  public enum Kind {
    /** Somebody typed it. */
    COMMAND("command"),
    /** Its time had come. */
    SCHEDULE("schedule"),
    /** Its time had come while nothing was running. */
    CATCH_UP("catch-up"),
    /** Somebody asked for it over the API. */
    API("api"),
    /** Sales came by a file. */
    IMPORT("import");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }
  }
}
