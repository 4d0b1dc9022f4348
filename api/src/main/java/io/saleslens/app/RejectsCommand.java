package io.saleslens.app;

import io.saleslens.app.pipeline.JobResult.Outcome;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.RejectsReport;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.Reject;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.Shown;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
    name = "rejects",
    description = {
      "Rows that were refused: looks at them, reads them again, or forgets them.",
      "A row that is mended in MySQL leaves the rejects with the next sync if its 'modified' moved; 'replay' reads it at once, and in any case."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RejectsCommand.ListRejects.class,
      RejectsCommand.Show.class,
      RejectsCommand.Replay.class,
      RejectsCommand.Drop.class
    })
final class RejectsCommand implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: list, show, replay, drop.");
  }

  /**
   * What {@code list} prints as JSON.
   *
   * @param count of all rejects
   * @param next what to give as {@code --after}; empty if these were the last
   */
  private record Listed(long count, List<Reject> items, Optional<String> next) {}

  @Command(name = "list", description = "Lists rejects by id: when, which, why.")
  static final class ListRejects implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Mixin private CommonOptions common;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "At most so many, 1 to 10000 (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--after", paramLabel = "ID", description = "Begin behind this id.")
    private String after;

    @Override
    public Integer call() {
      if (limit < 1 || limit > MOST) {
        throw new SettingsException("--limit is " + limit + "; it must be from 1 to " + MOST + ".");
      }
      try (Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC())) {
        List<Reject> found = pipeline.rejects().list(limit, Optional.ofNullable(after));
        long count = pipeline.rejects().count();
        Optional<String> next =
            found.size() < limit ? Optional.empty() : Optional.of(found.get(found.size() - 1).id());
        common.output().result(new Listed(count, found, next), text(count, found, next));
      }
      return Main.DONE;
    }

    private static String text(long count, List<Reject> found, Optional<String> next) {
      String lines =
          found.stream()
              .map(
                  it ->
                      it.rejectedAt()
                          + "  "
                          + Shown.of(it.id())
                          + "  "
                          + Shown.of(it.reason())
                          + "\n")
              .collect(Collectors.joining());
      return lines
          + (count == 0 ? "There are no rejects." : found.size() + " of " + count + " rejects.")
          + next.map(id -> " More: --after " + Shown.of(id)).orElse("");
    }
  }

  @Command(name = "show", description = "Shows a reject with what its row held, masked.")
  static final class Show implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The sale's id, or the reject's.")
    private String id;

    @Override
    public Integer call() {
      try (Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC())) {
        Reject found =
            pipeline
                .rejects()
                .show(id)
                .orElseThrow(
                    () ->
                        new SettingsException(
                            "There is no reject '"
                                + id
                                + "'. './saleslens rejects list' shows what there is."));
        common
            .output()
            .result(
                found,
                "%s, refused %s\n%s\n%s"
                    .formatted(
                        Shown.of(found.id()),
                        found.rejectedAt(),
                        Shown.of(found.reason()),
                        Json.pretty(found.payload())));
      }
      return Main.DONE;
    }
  }

  /** Commands that work on some rejects, or on all. */
  abstract static class Selecting implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of sales, or of rejects.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All rejects.")
    private boolean all;

    /**
     * @param ids empty means all
     */
    abstract RejectsReport run(Pipeline pipeline, List<String> ids, Progress progress)
        throws InterruptedException;

    @Override
    @SuppressWarnings("try") // the termination interrupts us, nothing is asked of it
    public Integer call() throws InterruptedException {
      if (all == !ids.isEmpty()) {
        throw new SettingsException("Name ids, or give --all.");
      }
      Output output = common.output();
      try (Termination termination = new Termination();
          Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC());
          Output.ClosableProgress progress = output.progress()) {
        RejectsReport report = run(pipeline, ids, progress);
        progress.end();
        output.result(report, report.summary());
        if (!report.unknown().isEmpty()) {
          return Main.WRONG_USAGE;
        }
        return report.outcome() == Outcome.DONE ? Main.DONE : Main.DONE_WITH_FINDINGS;
      }
    }
  }

  @Command(
      name = "replay",
      description = {
        "Reads the rows again from MySQL: those that are sales now are written, and what depends on them is computed.",
        "Rows that are gone from MySQL leave the rejects. Exit code 3 if some are still bad."
      })
  static final class Replay extends Selecting {
    @Override
    RejectsReport run(Pipeline pipeline, List<String> ids, Progress progress)
        throws InterruptedException {
      return pipeline.replayRejects(ids, progress);
    }
  }

  @Command(
      name = "drop",
      description = "Forgets rejects. A backfill that meets such a row again refuses it again.")
  static final class Drop extends Selecting {
    @Override
    RejectsReport run(Pipeline pipeline, List<String> ids, Progress progress)
        throws InterruptedException {
      return pipeline.dropRejects(ids);
    }
  }
}
