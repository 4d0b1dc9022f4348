package io.saleslens.app;

import io.saleslens.indexer.settings.SettingsException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: picks the command and turns what it throws into a message and an exit code. */
@Command(
    name = "saleslens",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Pulls card sales from MySQL into Elasticsearch, keeps each store's daily and weekly average order value and the suspect sales exactly right, and serves them.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      SandboxCommand.class,
      LoadCommand.class,
      InitCommand.class,
      BackfillCommand.class,
      SyncCommand.class,
      RefreshCommand.class,
      ServeCommand.class,
      RunCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  failed: a server could not be reached or refused something",
      "  2  wrong usage or settings; the message names the way out",
      "  3  done, but some rows were rejected",
      "",
      "Settings come from saleslens.yaml in the current folder and from SALESLENS_… in the environment, which wins. Every command has --help."
    })
public final class Main implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int DONE_WITH_REJECTS = 3;

  @Spec private CommandSpec spec;

  /**
   * @param arguments as typed; none shows the help
   */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs a command and gives its exit code. */
  static int execute(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> failed(failure, command.getErr()))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  private static int failed(Exception failure, PrintWriter err) {
    if (failure instanceof InterruptedException) {
      err.println("Stopped. The same command goes on from where everything was acknowledged.");
      return FAILED;
    }
    err.println("saleslens: " + messageOf(failure));
    if (System.getenv("SALESLENS_STACK_TRACES") != null) {
      failure.printStackTrace(err);
    }
    err.flush();
    return failure instanceof SettingsException ? WRONG_USAGE : FAILED;
  }

  private static String messageOf(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"saleslens " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
