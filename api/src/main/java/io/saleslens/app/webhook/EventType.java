package io.saleslens.app.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is told. */
enum EventType {
  /** A group of suspect sales that was not there before. */
  SUSPECTS_NEW("suspects.new"),
  /** A run of a job failed or was killed, or a verify found differences. */
  JOB_FAILED("job.failed");

  private final String shown;

  EventType(String shown) {
    this.shown = shown;
  }

  /** The name as settings and events have it. */
  String shown() {
    return shown;
  }

  static Optional<EventType> named(String name) {
    return Arrays.stream(values()).filter(it -> it.shown.equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(EventType::shown).collect(Collectors.toList());
  }
}
