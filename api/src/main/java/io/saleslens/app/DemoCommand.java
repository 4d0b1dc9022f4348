package io.saleslens.app;

import io.saleslens.api.ApiServer;
import io.saleslens.app.demo.DemoSettings;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.schedule.JobSchedule;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "Shows everything at work, with nothing but a JDK: starts both servers, fills MySQL with made-up sales (or yours), indexes them, computes AOV and suspects, prints a summary, serves the page and the API and runs the schedule until Ctrl-C.",
      "Among the made-up sales are planted frauds; the summary says how many of them were found."
    },
    footer = {
      "",
      "Examples:",
      "  ./saleslens demo",
      "  ./saleslens demo --sales 1000000 --days 90 --seed 7",
      "  ./saleslens demo --csv sales.csv.gz",
      "  ./saleslens demo --once --json | jq .planted"
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--sales",
      paramLabel = "N",
      defaultValue = "" + DemoSettings.DEFAULT_SALES,
      description = "How many sales to make up (default: ${DEFAULT-VALUE}).")
  private long sales;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "" + DemoSettings.DEFAULT_DAYS,
      description = "Over how many days, up to yesterday (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + DemoSettings.DEFAULT_SEED,
      description = "The same seed makes up the same sales (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Take the sales of this file instead; SALESLENS_ZONE says which zone its times are in.")
  private Path csv;

  @Option(
      names = "--elasticsearch-version",
      paramLabel = "V",
      description = {
        "Version of Elasticsearch, such as 9.5.0, which needs Java 21 or later;",
        "Maven brings it. 8.19 by default."
      })
  private String elasticsearchVersion;

  @Option(names = "--once", description = "End after the summary instead of serving.")
  private boolean once;

  @Option(
      names = "--dir",
      paramLabel = "D",
      description = "Keep the servers' data in this folder; without it everything goes at the end.")
  private Path dir;

  @Override
  public Integer call() throws InterruptedException {
    Settings asked = common.settings();
    DemoSource source = source(asked.source().businessZone());
    if (!once) {
      // said before servers are started in vain
      asked.api().allowedAddress();
    }
    Output output = common.output();
    output.say("Starting Elasticsearch and MariaDB…");
    // Its servers end with it, and what is said about that would only alarm.
    try (Termination termination = new Termination(LogSettings::silence);
        Sandbox sandbox = Sandboxes.start(Sandboxes.options(dir, 0, 0, 1, elasticsearchVersion));
        Metrics metrics = new Metrics();
        Pipeline pipeline =
            new Pipeline(Sandboxes.settings(asked, sandbox), Clock.systemUTC(), metrics)) {
      DemoReport report = new Demo(pipeline, output).run(source);
      output.result(report, DemoSummary.of(report));
      if (!once) {
        serve(pipeline, metrics, output, termination);
      }
      return report.exitCode();
    }
  }

  private DemoSource source(ZoneId zone) {
    if (csv != null) {
      // Said here, before servers are started in vain; the loader would say it too.
      if (!Files.isReadable(csv)) {
        throw new SettingsException(
            "CSV file %s cannot be read: %s."
                .formatted(csv, Files.exists(csv) ? "permission denied" : "there is no such file"));
      }
      return new DemoSource.Csv(csv);
    }
    try {
      LocalDate yesterday = LocalDate.now(Clock.system(zone)).minusDays(1);
      return new DemoSource.MadeUp(DemoSettings.of(sales, days, seed, yesterday, zone));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("Demo: " + e.getMessage() + ".", e);
    }
  }

  private void serve(Pipeline pipeline, Metrics metrics, Output output, Termination termination)
      throws InterruptedException {
    try (ApiServer api = Apis.startAnywhere(pipeline, metrics, output);
        JobSchedule schedule = new JobSchedule(pipeline, Clock.systemUTC())) {
      schedule.start(); // so that jobs can be started on the page, too
      output.say(DemoSummary.urls(Apis.url(api, pipeline), pipeline));
      termination.await();
    }
  }
}
