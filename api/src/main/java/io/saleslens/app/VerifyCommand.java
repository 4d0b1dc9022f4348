package io.saleslens.app;

import io.saleslens.app.pipeline.JobResult.Outcome;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.app.pipeline.VerifyReport;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = {
      "Compares MySQL with the sales in the index, and AOV, suspects and the day ledger with the sales.",
      "Counts, sums and a fingerprint of each business day tell whether it agrees; where it does not, sales are compared one by one. Exit code 3 if anything differs."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private DayRange days;

  @Option(
      names = "--repair",
      description = "Mend what differs, and nothing else; sales deleted in MySQL included.")
  private boolean repair;

  @Option(
      names = "--dry-run",
      description = "With --repair: only say what it would mend, as without it.")
  private boolean dryRun;

  @Option(
      names = "--deep",
      description = "Compare every field of every sale, also on days that seem to agree.")
  private boolean deep;

  @Override
  @SuppressWarnings("try") // the termination interrupts us, nothing is asked of it
  public Integer call() throws InterruptedException {
    Output output = common.output();
    try (Termination termination = new Termination();
        Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC());
        Output.ClosableProgress progress = output.progress()) {
      VerifyReport report =
          pipeline.verify(
              days.from(), days.to(), deep, repair && !dryRun, Trigger.COMMAND, progress);
      progress.end();
      output.result(report, VerifyTable.of(report));
      return report.outcome() == Outcome.DIFFERENCES ? Main.DONE_WITH_FINDINGS : Main.DONE;
    }
  }
}
