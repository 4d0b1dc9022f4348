package io.saleslens.app;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.app.pipeline.PlanReport;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "refresh",
    description = {
      "Computes daily and weekly AOV and suspects: of the dirty days, or of the days named.",
      "Writes only what differs."
    })
final class RefreshCommand extends JobCommand {
  @Mixin private DayRange days;

  @Override
  PipelineReport run(Pipeline pipeline, Progress progress) throws InterruptedException {
    return pipeline.refresh(days.from(), days.to(), Trigger.COMMAND, progress);
  }

  @Override
  PlanReport plan(Pipeline pipeline, Progress progress) throws InterruptedException {
    return pipeline.planRefresh(days.from(), days.to(), progress);
  }
}
