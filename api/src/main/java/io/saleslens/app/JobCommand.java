package io.saleslens.app;

import io.saleslens.app.pipeline.JobResult.Outcome;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.PipelineReport;
import io.saleslens.app.pipeline.PlanReport;
import io.saleslens.indexer.Progress;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that runs one job and prints what it did. */
abstract class JobCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--dry-run",
      description = "Only say what would be read, dirtied and written; write nothing.")
  private boolean dryRun;

  /** Runs the job. */
  abstract PipelineReport run(Pipeline pipeline, Progress progress) throws InterruptedException;

  /** Finds out what the job would do. */
  abstract PlanReport plan(Pipeline pipeline, Progress progress) throws InterruptedException;

  @Override
  @SuppressWarnings("try") // the termination interrupts us, nothing is asked of it
  public Integer call() throws InterruptedException {
    Output output = common.output();
    try (Termination termination = new Termination();
        Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC());
        Output.ClosableProgress progress = output.progress()) {
      if (dryRun) {
        PlanReport plan = plan(pipeline, progress);
        progress.end();
        output.result(plan, plan.text());
        return Main.DONE;
      }
      PipelineReport report = run(pipeline, progress);
      progress.end();
      output.result(report, report.summary());
      return report.outcome() == Outcome.DONE ? Main.DONE : Main.DONE_WITH_FINDINGS;
    }
  }
}
