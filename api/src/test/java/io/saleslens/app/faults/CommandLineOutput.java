package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.app.ChildCli;
import io.saleslens.indexer.testing.TestSettings;

/** What a command may print, whatever happened to it. */
final class CommandLineOutput {
  private static final String[] TRACES = {"\tat ", "Exception in thread", "Caused by:"};

  private CommandLineOutput() {}

  static void assertClean(ChildCli command, TestSettings settings) {
    assertThat(command.out() + command.err())
        .doesNotContain(TRACES)
        .doesNotContain(settings.values().get("mysql.password"), settings.pepper().value());
  }

  /** One line that says what went wrong. */
  static void assertSaysWhy(ChildCli command) {
    assertThat(command.err().lines().filter(line -> line.startsWith("saleslens: "))).hasSize(1);
    assertThat(command.out()).isEmpty();
  }
}
