package io.saleslens.bench;

import io.saleslens.app.Termination;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.bench.api.ApiBenchmark;
import io.saleslens.bench.daily.DailyBenchmark;
import io.saleslens.bench.incremental.IncrementalBenchmark;
import io.saleslens.bench.indexing.IndexingBenchmark;
import io.saleslens.bench.page.PageBenchmark;
import io.saleslens.bench.setup.BenchContext;
import io.saleslens.bench.setup.BenchOptions;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.Benchmark;
import io.saleslens.bench.setup.Machine;
import io.saleslens.indexer.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "saleslens bench",
    description = {
      "Measures how fast Saleslens is on this machine, beside what else could do the same work. Every contender runs in turn, in the same process and on the same servers; the table has medians and the spread.",
      ""
    },
    footerHeading = "%nBenchmarks:%n",
    footer = {
      "  indexing     rows from MySQL until they are searchable, beside the same documents sent from memory and a pipeline of BulkIngester",
      "  daily        all that is computed, into empty indices, beside a transform and beside SQL",
      "  api          lists under 1, 8 and 32 clients, and pages far into them",
      "  page         each view of the page of our own in a headless Chromium, until it is drawn",
      "  incremental  from 1,000 changed rows to fresh indices, in a table of one and of five million sales",
      "",
      "Exit codes: 0 done; 1 failed, as when a server is down; 2 wrong usage or settings.",
      "",
      "A short look:  ./saleslens bench indexing --rows 50000 --runs 3",
      "To keep it:    ./saleslens bench all --out bench/results"
    })
final class BenchCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private enum Servers {
    SANDBOX,
    GIVEN
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "BENCHMARK",
      defaultValue = ALL,
      description = "One of those below, or all of them (the default).")
  private String wanted;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Sales in the table; by default as many as suit the benchmark.")
  private Long rows;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Runs of each contender that count (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--warmups",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each contender before those (${DEFAULT-VALUE}).")
  private int warmups;

  @Option(
      names = "--servers",
      paramLabel = "sandbox|given",
      defaultValue = "sandbox",
      description =
          "sandbox: servers of its own. given: those of the usual settings (SALESLENS_MYSQL_URL and so on), with tables and indices that are made for this and removed again; nothing else there is touched. The account must be allowed to make tables.")
  private Servers servers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file; without it the environment alone counts.")
  private Path config;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep the results there too, as <date>-<benchmark>.md and .json.")
  private Path out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;
  private final Map<String, String> environment;

  BenchCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** In the order in which {@code all} runs them. */
  private static List<Benchmark> all() {
    return List.of(
        new IndexingBenchmark(),
        new DailyBenchmark(),
        new IncrementalBenchmark(),
        new ApiBenchmark(),
        new PageBenchmark());
  }

  @Override
  @SuppressWarnings("try") // the termination interrupts us, nothing is asked of it
  public Integer call() throws Exception {
    List<Benchmark> benchmarks = wanted();
    BenchOptions options = options();
    Settings settings = Settings.load(Optional.ofNullable(config), environment);
    benchmarks.forEach(Benchmark::requireTools);
    Instant date = Clock.systemUTC().instant();
    BenchReport report;
    try (Termination termination = new Termination();
        BenchServers on = start(settings)) {
      List<BenchReport.Chapter> chapters = new ArrayList<>();
      Map<String, Object> machine = Machine.facts(on);
      for (Benchmark benchmark : benchmarks) {
        BenchContext context =
            new BenchContext(on, options, line -> say(benchmark.name() + ": " + line));
        chapters.add(new BenchReport.Chapter(benchmark, benchmark.run(context)));
      }
      report = new BenchReport(date, Commit.of(here()), machine, options, chapters);
    }
    System.out.println(json ? report.json() : report.markdown());
    keep(report);
    return 0;
  }

  private List<Benchmark> wanted() {
    if (wanted.equals(ALL)) {
      return all();
    }
    List<Benchmark> found = all().stream().filter(it -> it.name().equals(wanted)).toList();
    if (found.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no benchmark '%s'; there are: %s, %s."
              .formatted(
                  wanted,
                  all().stream().map(Benchmark::name).collect(Collectors.joining(", ")),
                  ALL));
    }
    return found;
  }

  private BenchOptions options() {
    if (runs < 1) {
      throw new ParameterException(spec.commandLine(), "--runs is " + runs + "; 1 or more.");
    }
    if (warmups < 0) {
      throw new ParameterException(spec.commandLine(), "--warmups is " + warmups + "; 0 or more.");
    }
    if (rows != null && rows < 1) {
      throw new ParameterException(spec.commandLine(), "--rows is " + rows + "; 1 or more.");
    }
    return new BenchOptions(
        rows == null ? OptionalLong.empty() : OptionalLong.of(rows), runs, warmups);
  }

  private BenchServers start(Settings settings) {
    if (servers == Servers.GIVEN) {
      return BenchServers.given(settings);
    }
    say("starting Elasticsearch and MariaDB");
    return BenchServers.sandbox(settings);
  }

  private static void say(String line) {
    System.err.println(line);
  }

  /** Where this program lies. */
  private static Path here() throws Exception {
    Path code =
        Path.of(BenchCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Files.isDirectory(code) ? code : code.getParent();
  }

  private void keep(BenchReport report) {
    if (out == null) {
      return;
    }
    String name = LocalDate.ofInstant(report.date(), ZoneOffset.UTC) + "-" + wanted;
    try {
      Files.createDirectories(out);
      Files.writeString(out.resolve(name + ".md"), report.markdown());
      Files.writeString(out.resolve(name + ".json"), report.json());
    } catch (IOException e) {
      throw new SettingsException(
          "The results cannot be kept in %s (%s). Name another folder by --out.".formatted(out, e),
          e);
    }
    say("kept in " + out.resolve(name + ".md") + " and .json");
  }
}
