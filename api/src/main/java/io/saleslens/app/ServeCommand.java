package io.saleslens.app;

import io.saleslens.api.ApiServer;
import io.saleslens.app.metrics.Metrics;
import io.saleslens.app.pipeline.Pipeline;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "serve",
    description = {
      "Serves the REST API until interrupted; runs no jobs.",
      "Needs Elasticsearch only."
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    try (Termination termination = new Termination();
        Metrics metrics = new Metrics();
        Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC(), metrics);
        ApiServer api = Apis.of(pipeline, metrics)) {
      api.start();
      common.output().say("Serving " + Apis.url(api, pipeline) + "; Ctrl-C ends it.");
      termination.await();
    }
    return Main.DONE;
  }
}
