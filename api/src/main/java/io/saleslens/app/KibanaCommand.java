package io.saleslens.app;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.kibana.DashboardParameters;
import io.saleslens.kibana.Dashboards;
import io.saleslens.kibana.SavedObject;
import io.saleslens.kibana.imports.DashboardImport;
import io.saleslens.kibana.imports.EditedObjects;
import io.saleslens.kibana.imports.ImportReport;
import io.saleslens.kibana.imports.KibanaClient;
import io.saleslens.kibana.imports.ObjectTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "kibana",
    description = {
      "Kibana's data views, saved search and dashboards: writes them to a file, or brings them into a Kibana.",
      "They are made for Kibana 8.19 and 9.x, and for this installation: saleslens.index.prefix, saleslens.zone and saleslens.currency shape them."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {KibanaCommand.Export.class, KibanaCommand.Import.class})
final class KibanaCommand implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: export, import.");
  }

  private static DashboardParameters parameters(Settings settings) {
    return new DashboardParameters(
        settings.names().prefix(), settings.source().businessZone(), settings.currency());
  }

  /** A text, and what a person has still to do by hand. */
  private static String withAdvice(String text, DashboardParameters parameters) {
    return parameters.advice().map(advice -> text + "\n" + advice).orElse(text);
  }

  @Command(
      name = "export",
      description = {
        "Writes saleslens.ndjson, which Kibana imports under Stack Management, Saved Objects, Import.",
        "Asks no server. The same settings give the same bytes, so that the file can be kept and compared."
      },
      footer = {"", "Example:", "  ./saleslens kibana export ./dashboards"})
  static final class Export implements Callable<Integer> {
    private static final String FILE = "saleslens.ndjson";

    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "DIR", description = "Folder to write to; made if it is not there.")
    private Path folder;

    @Option(names = "--force", description = "Replace a file there that says something else.")
    private boolean force;

    /** One object, as JSON. */
    private record Item(String type, String id, String title) {
      String line() {
        return "  " + ObjectTypes.shown(type) + " '" + title + "'";
      }
    }

    /**
     * What is printed as JSON.
     *
     * @param written false if the file was there already, with the same bytes
     */
    private record Result(String file, boolean written, List<Item> objects) {}

    @Override
    public Integer call() {
      DashboardParameters parameters = parameters(common.settings());
      byte[] content = Dashboards.ndjson(parameters);
      Path file = folder.resolve(FILE);
      boolean written = write(file, content);
      List<Item> items =
          Dashboards.objects(parameters).stream()
              .map(it -> new Item(it.type(), it.id(), it.title()))
              .toList();
      String text =
          "%s %s, %d objects:\n%s"
              .formatted(
                  written ? "Wrote" : "Already there, unchanged:",
                  file,
                  items.size(),
                  items.stream().map(Item::line).collect(Collectors.joining("\n")));
      common
          .output()
          .result(new Result(file.toString(), written, items), withAdvice(text, parameters));
      return Main.DONE;
    }

    /** All or nothing, so that nobody imports half a file. */
    private boolean write(Path file, byte[] content) {
      try {
        if (Files.exists(file)) {
          if (Arrays.equals(Files.readAllBytes(file), content)) {
            return false;
          }
          requireForce(file);
        }
        Files.createDirectories(folder);
        Path part = Files.write(folder.resolve(FILE + ".part"), content);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return true;
      } catch (IOException e) {
        throw new SettingsException(
            "%s cannot be written: %s. Name a folder in which you may write."
                .formatted(file, e.getClass().getSimpleName()),
            e);
      }
    }

    private void requireForce(Path file) {
      if (!force) {
        throw new SettingsException(
            "%s is there and says something else, as one of other settings or another version does. --force replaces it."
                .formatted(file));
      }
    }
  }

  @Command(
      name = "import",
      description = {
        "Brings the dashboards into Kibana. Doing it again changes nothing; a newer version replaces an older one.",
        "What somebody edited in Kibana is not lost: then nothing is imported, the edited objects are named and the exit code is 3, unless you say what to do with them. Which objects are still as they were imported is remembered in Elasticsearch.",
        "A Kibana that is starting is waited for, up to three minutes."
      },
      footer = {
        "",
        "Settings: saleslens.kibana.url, .space, .ca and .api-key, or .user and .password. The account needs the Kibana privilege 'Saved Objects Management: All' in the space (docs/kibana-role.json).",
        "",
        "Examples:",
        "  export SALESLENS_KIBANA_API_KEY_FILE=/run/secrets/kibana",
        "  ./saleslens kibana import --url https://kibana.example --dry-run",
        "  ./saleslens kibana import --url https://kibana.example --keep-edited"
      })
  static final class Import implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Option(
        names = "--url",
        paramLabel = "URL",
        description = "Kibana's address, instead of saleslens.kibana.url.")
    private String url;

    @Option(
        names = "--space",
        paramLabel = "SPACE",
        description = "Id of the space, instead of saleslens.kibana.space.")
    private String space;

    @Option(names = "--dry-run", description = "Only say what would come of it.")
    private boolean dryRun;

    @Option(
        names = "--keep-edited",
        description = "Leave edited objects as they are and import all others.")
    private boolean keep;

    @Option(names = "--overwrite", description = "Replace edited objects too.")
    private boolean overwrite;

    @Override
    @SuppressWarnings("try") // the termination interrupts us, nothing is asked of it
    public Integer call() throws InterruptedException {
      Settings settings = common.settings(overrides());
      DashboardParameters parameters = parameters(settings);
      List<SavedObject> objects = Dashboards.objects(parameters);
      EditedObjects edited = edited();
      try (Termination termination = new Termination();
          Pipeline pipeline = new Pipeline(settings, Clock.systemUTC())) {
        DashboardImport dashboards =
            new DashboardImport(
                new KibanaClient(settings.kibana()), new NotedImports(pipeline.notes()));
        ImportReport report =
            dryRun ? dashboards.plan(objects, edited) : dashboards.run(objects, edited);
        common.output().result(report, withAdvice(report.text(), parameters));
        return exitCode(report);
      }
    }

    private Map<String, String> overrides() {
      Map<String, String> overrides = new HashMap<>();
      if (url != null) {
        overrides.put("SALESLENS_KIBANA_URL", url);
      }
      if (space != null) {
        overrides.put("SALESLENS_KIBANA_SPACE", space);
      }
      return overrides;
    }

    private EditedObjects edited() {
      if (keep && overwrite) {
        throw new SettingsException("--keep-edited and --overwrite exclude each other; give one.");
      }
      if (overwrite) {
        return EditedObjects.OVERWRITE;
      }
      return keep ? EditedObjects.KEEP : EditedObjects.STOP;
    }

    private static int exitCode(ImportReport report) {
      if (!report.problems().isEmpty()) {
        return Main.FAILED;
      }
      return report.stopped() ? Main.DONE_WITH_FINDINGS : Main.DONE;
    }
  }
}
