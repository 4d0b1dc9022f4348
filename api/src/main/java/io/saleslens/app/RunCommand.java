package io.saleslens.app;

import io.saleslens.api.ApiServer;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.schedule.JobSchedule;
import io.saleslens.app.webhook.Webhooks;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "run",
    description = {
      "Runs the schedule and the REST API in one process until interrupted.",
      "A job that is running when the process is asked to end stops at once; what is acknowledged stays and the next run goes on from there."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = common.settings();
    if (settings.imports().isEmpty()) {
      settings.requiredMysql();
    }
    Clock clock = Clock.systemUTC();
    try (Termination termination = new Termination();
        Metrics metrics = new Metrics();
        Pipeline pipeline = new Pipeline(settings, clock, metrics);
        Webhooks webhooks = webhooks(pipeline, clock);
        ImportWorker imports = new ImportWorker(pipeline);
        ApiServer api = Apis.of(pipeline, metrics, imports::index);
        JobSchedule schedule = new JobSchedule(pipeline, clock)) {
      pipeline.init();
      api.start();
      schedule.start();
      imports.start();
      if (webhooks != null) {
        webhooks.start();
      }
      common
          .output()
          .say("Serving " + Apis.url(api, pipeline) + " and running the schedule; Ctrl-C ends it.");
      termination.await();
    }
    return Main.DONE;
  }

  /** Null if nobody is to be told. */
  private static Webhooks webhooks(Pipeline pipeline, Clock clock) {
    Settings settings = pipeline.settings();
    if (settings.webhooks().isEmpty()) {
      return null;
    }
    Webhooks webhooks =
        new Webhooks(settings.webhooks().get(), pipeline.elastic(), settings.names(), clock);
    pipeline.runs().onEnd(run -> webhooks.wake());
    return webhooks;
  }
}
