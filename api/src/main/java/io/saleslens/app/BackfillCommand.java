package io.saleslens.app;

import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.app.pipeline.PlanReport;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.app.schedule.BackfillCrew;
import io.saleslens.indexer.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "backfill",
    description = {
      "Reads all sales from MySQL, or those of the days named, and writes them.",
      "Can be stopped at any point; the same command goes on where it was. What depends on the sales is computed by the next refresh or sync."
    })
final class BackfillCommand extends JobCommand {
  @Mixin private DayRange days;

  @Option(
      names = "--shared",
      description =
          "Let every instance that runs the schedule with saleslens.schedule.store=mysql help, some days at a time.")
  private boolean shared;

  @Override
  PipelineReport run(Pipeline pipeline, Progress progress) throws InterruptedException {
    if (shared) {
      try (BackfillCrew crew = BackfillCrew.of(pipeline)) {
        crew.join();
        return pipeline.shareBackfill(days.from(), days.to(), crew, Trigger.COMMAND, progress);
      }
    }
    return pipeline.backfill(days.from(), days.to(), Trigger.COMMAND, progress);
  }

  @Override
  PlanReport plan(Pipeline pipeline, Progress progress) throws InterruptedException {
    return pipeline.planBackfill(days.from(), days.to(), progress);
  }
}
