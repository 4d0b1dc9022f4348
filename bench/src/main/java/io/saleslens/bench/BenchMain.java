package io.saleslens.bench;

import io.saleslens.app.Termination;
import io.saleslens.indexer.card.Masked;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.Shown;
import io.saleslens.indexer.thread.OutOfMemory;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** The program behind {@code ./saleslens bench}. */
public final class BenchMain {
  private static final String LOG_LEVEL = "SALESLENS_LOG_LEVEL";
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private BenchMain() {}

  /**
   * @param arguments as typed behind {@code bench}
   */
  public static void main(String[] arguments) {
    // Results are for other programs too, so they do not depend on the terminal's character set.
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    // Logback looks there too; what each run logs would cost time and tell nothing.
    System.setProperty(LOG_LEVEL, System.getenv().getOrDefault(LOG_LEVEL, "WARN"));
    OutOfMemory.watchThreads();
    System.exit(execute(System.getenv(), arguments));
  }

  /** Runs the command and gives its exit code. */
  static int execute(Map<String, String> environment, String... arguments) {
    return new CommandLine(new BenchCommand(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (wrong, typed) -> {
              PrintWriter err = wrong.getCommandLine().getErr();
              err.println("saleslens bench: " + safe(wrong.getMessage()));
              err.println("'saleslens bench --help' shows what there is.");
              return WRONG_USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> failed(failure, environment, command.getErr()))
        .execute(arguments);
  }

  private static int failed(Exception failure, Map<String, String> environment, PrintWriter err) {
    OutOfMemory.endIf(failure);
    // Whatever failed while everything is being taken down did so because of that.
    if (failure instanceof InterruptedException || Termination.isAskedFor()) {
      err.println("saleslens bench: stopped.");
      return FAILED;
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    err.println("saleslens bench: " + safe(message));
    if (environment.containsKey("SALESLENS_STACK_TRACES")) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      err.print(safe(trace.toString()));
      err.flush();
    }
    return failure instanceof SettingsException ? WRONG_USAGE : FAILED;
  }

  private static String safe(String text) {
    return Shown.lines(Masked.of(text));
  }
}
