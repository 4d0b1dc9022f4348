package io.saleslens.app;

import io.saleslens.api.Role;
import io.saleslens.indexer.imports.file.FileFormat;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.thread.OutOfMemory;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
      VerifyCommand.class,
      RejectsCommand.class,
      DoctorCommand.class,
      ImportCommand.class,
      KibanaCommand.class,
      ServeCommand.class,
      RunCommand.class,
      TokenCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  failed: a server could not be reached or refused something",
      "  2  wrong usage or settings; the message names the way out",
      "  3  done, but some rows were rejected or a check found differences",
      "",
      "Settings come from saleslens.yaml in the current folder and from SALESLENS_… in the environment, which wins. Every command has --help. The quickest start, with nothing but a JDK:",
      "",
      "  ./saleslens demo",
      "",
      "On servers of your own:",
      "",
      "  export SALESLENS_MYSQL_URL=jdbc:mysql://localhost:3306/shop",
      "  export SALESLENS_MYSQL_USER=reader SALESLENS_MYSQL_PASSWORD=…",
      "  export SALESLENS_ELASTICSEARCH_URL=http://localhost:9200",
      "  ./saleslens sync",
      "  ./saleslens run"
    })
public final class Main implements Runnable {
  /** How the names of the classes begin that an install for production leaves out. */
  private static final String SANDBOX = "io/saleslens/sandbox/";

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int DONE_WITH_FINDINGS = 3;

  private final Map<String, String> environment;
  @Spec private CommandSpec spec;

  private Main(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @param arguments as typed; a command comes first
   */
  public static void main(String[] arguments) {
    // Results are for other programs too, so they do not depend on the terminal's character set.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    OutOfMemory.watchThreads();
    System.exit(execute(System.getenv(), arguments));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    BufferedOutputStream stream = new BufferedOutputStream(new FileOutputStream(descriptor));
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs a command and gives its exit code. */
  static int execute(Map<String, String> environment, String... arguments) {
    CommandLine command = commandLine(environment);
    try {
      return command.execute(arguments);
    } catch (NoClassDefFoundError e) {
      if (!String.valueOf(e.getMessage()).startsWith(SANDBOX)) {
        throw e;
      }
      command
          .getErr()
          .println(
              "saleslens: This install lacks the servers that demo and sandbox start, as the Docker image does. Run them from a source tree, by ./saleslens.");
      return WRONG_USAGE;
    }
  }

  private static CommandLine commandLine(Map<String, String> environment) {
    Main main = new Main(environment);
    return new CommandLine(main)
        .registerConverter(LocalDate.class, DayRange::day)
        .registerConverter(Role.class, TokenCommand::role)
        .registerConverter(FileFormat.class, ImportCommand::format)
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((wrong, typed) -> misused(wrong))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> main.failed(failure, command.getErr()));
  }

  /** Where settings come from besides the file. */
  Map<String, String> environment() {
    return environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The whole help would push the message off the screen. */
  private static int misused(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("saleslens: " + Screen.safe(wrong.getMessage()));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("'" + command.getCommandSpec().qualifiedName() + " --help' shows what there is.");
    return WRONG_USAGE;
  }

  private int failed(Exception failure, PrintWriter err) {
    OutOfMemory.endIf(failure);
    if (failure instanceof InterruptedException || Termination.isAskedFor()) {
      // Whatever failed now did so because everything is being taken down.
      err.println("saleslens: stopped.");
      return FAILED;
    }
    err.println("saleslens: " + Screen.safe(messageOf(failure)));
    if (environment.containsKey("SALESLENS_STACK_TRACES")) {
      err.print(Screen.stackTrace(failure));
      err.flush();
    }
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
