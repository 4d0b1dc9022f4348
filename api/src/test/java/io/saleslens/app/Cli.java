package io.saleslens.app;

import io.saleslens.indexer.testing.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs commands as somebody would type them, in this JVM or in one of their own. */
public final class Cli {
  private Cli() {}

  /**
   * What came of a command.
   *
   * @param exitCode as the shell sees it
   * @param out standard output
   * @param err standard error, logs included
   */
  public record Result(int exitCode, String out, String err) {
    /** Standard error by lines. */
    public List<String> errLines() {
      return err.lines().toList();
    }
  }

  /** In this JVM, where the logs go to standard error as well. */
  public static Result run(TestSettings settings, String... arguments) {
    return run(TestEnvironment.of(settings), arguments);
  }

  /** In this JVM, where the logs go to standard error as well. */
  public static Result run(Map<String, String> environment, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Main.execute(environment, arguments);
      return new Result(
          exitCode,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
