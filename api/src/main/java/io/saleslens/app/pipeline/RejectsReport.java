package io.saleslens.app.pipeline;

import io.saleslens.fraud.RefreshReport;
import io.saleslens.indexer.DropReport;
import io.saleslens.indexer.ReplayReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of rejects that were replayed or dropped.
 *
 * @param job its name
 * @param replayed what became of rows read anew; absent for a drop
 * @param refresh what was computed from them; absent for a drop
 * @param dropped what was forgotten; absent for a replay
 */
public record RejectsReport(
    String job,
    Optional<ReplayReport> replayed,
    Optional<RefreshReport> refresh,
    Optional<DropReport> dropped)
    implements JobResult {

  /** Ids of which there is no reject. */
  public List<String> unknown() {
    return replayed.map(ReplayReport::unknown).orElseGet(() -> dropped.orElseThrow().unknown());
  }

  @Override
  public Outcome outcome() {
    boolean anyLeft = replayed.filter(it -> it.stillBad() + it.withoutId() > 0).isPresent();
    return anyLeft ? Outcome.REJECTS : Outcome.DONE;
  }

  @Override
  public Counts counts() {
    return new Counts(
        replayed.map(it -> it.mended() + it.stillBad()).orElse(0L),
        replayed.map(ReplayReport::mended).orElse(0L),
        replayed.map(ReplayReport::stillBad).orElse(0L),
        0,
        refresh.map(RefreshReport::dailyDays).orElse(0L),
        refresh.map(RefreshReport::suspects).orElse(0L),
        0);
  }

  @Override
  public String summary() {
    String done = replayed.map(RejectsReport::line).orElseGet(() -> line(dropped.orElseThrow()));
    return unknown().isEmpty()
        ? job + ": " + done
        : job + ": " + done + "; there is no reject " + String.join(", ", unknown());
  }

  private static String line(ReplayReport done) {
    return String.format(
        Locale.ROOT,
        "%,d rows are sales now, %,d still bad, %,d gone from MySQL, %,d without an id",
        done.mended(),
        done.stillBad(),
        done.gone(),
        done.withoutId());
  }

  private static String line(DropReport done) {
    return String.format(Locale.ROOT, "%,d rejects dropped", done.dropped());
  }
}
