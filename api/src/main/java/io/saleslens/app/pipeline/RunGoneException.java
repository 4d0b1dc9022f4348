package io.saleslens.app.pipeline;

/** A run that was to begin does not wait any more: it was cancelled, or another instance has it. */
public final class RunGoneException extends RuntimeException {
  RunGoneException(String runId) {
    super("The run " + runId + " does not wait any more.");
  }
}
