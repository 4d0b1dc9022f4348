package io.saleslens.app.faults;

import static org.awaitility.Awaitility.await;

import io.saleslens.app.ChildCli;
import io.saleslens.indexer.testing.TestProxy;
import java.time.Duration;

/** A moment in the life of a command, told from its first connection through a line. */
final class Moment {
  private static final Duration BEGIN = Duration.ofMinutes(1);

  private final TestProxy line;
  private final int before;

  private Moment(TestProxy line) {
    this.line = line;
    this.before = line.accepted();
  }

  /** To be made before the command starts. */
  static Moment of(TestProxy line) {
    return new Moment(line);
  }

  /**
   * Waits for it.
   *
   * @return false if the command ends before
   */
  boolean comes(ChildCli command, Duration afterConnecting) throws InterruptedException {
    await()
        .atMost(BEGIN)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> line.accepted() > before || !command.isAlive());
    return !command.endsWithin(afterConnecting);
  }
}
