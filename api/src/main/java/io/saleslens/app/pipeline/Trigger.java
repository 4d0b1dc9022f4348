package io.saleslens.app.pipeline;

/** What made a job run. */
public enum Trigger {
  /** Somebody typed it. */
  COMMAND("command"),
  /** Its time had come. */
  SCHEDULE("schedule"),
  /** Its time had come while nothing was running. */
  CATCH_UP("catch-up");

  private final String shown;

  Trigger(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }
}
