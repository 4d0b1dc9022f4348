package io.saleslens.app;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.app.pipeline.PlanReport;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import picocli.CommandLine.Command;

@Command(
    name = "sync",
    description = {
      "Brings what changed in MySQL since the last time and computes what depends on it.",
      "The first time it brings everything. Can be stopped at any point and goes on the next time."
    })
final class SyncCommand extends JobCommand {
  @Override
  PipelineReport run(Pipeline pipeline, Progress progress) throws InterruptedException {
    return pipeline.sync(Trigger.COMMAND, progress);
  }

  @Override
  PlanReport plan(Pipeline pipeline, Progress progress) throws InterruptedException {
    return pipeline.planSync(progress);
  }
}
