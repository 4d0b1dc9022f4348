package io.saleslens.app.pipeline;

import io.saleslens.fraud.FailedDay;
import io.saleslens.fraud.RefreshReport;
import io.saleslens.indexer.IndexReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a job did.
 *
 * @param job its name
 * @param index what came from MySQL; absent for a refresh
 * @param refresh what was computed; absent for a backfill
 * @param millis how long it took
 * @param indexMillis how much of that was reading and writing sales
 */
public record PipelineReport(
    String job,
    Optional<IndexReport> index,
    Optional<RefreshReport> refresh,
    long millis,
    long indexMillis)
    implements JobResult {

  /** Rows that came from MySQL. */
  public long rowsRead() {
    return index.map(IndexReport::rowsRead).orElse(0L);
  }

  /** How fast they were read and written. */
  public long rowsPerSecond() {
    return rowsRead() * 1000 / Math.max(1, indexMillis);
  }

  /** Rows that were rejected in this run. */
  public long rejected() {
    return index.map(IndexReport::rejected).orElse(0L);
  }

  @Override
  public Outcome outcome() {
    if (!failed().isEmpty()) {
      return Outcome.DIFFERENCES;
    }
    return rejected() > 0 ? Outcome.REJECTS : Outcome.DONE;
  }

  private List<FailedDay> failed() {
    return refresh.map(RefreshReport::failed).orElse(List.of());
  }

  @Override
  public Optional<String> error() {
    return FailedDays.named(failed());
  }

  @Override
  public Counts counts() {
    long days =
        refresh
            .map(RefreshReport::dailyDays)
            .orElseGet(() -> index.map(it -> (long) it.dirtyDays().size()).orElse(0L));
    return new Counts(
        rowsRead(),
        index.map(IndexReport::written).orElse(0L),
        rejected(),
        index.map(IndexReport::lateRows).orElse(0L),
        days,
        refresh.map(RefreshReport::suspects).orElse(0L),
        0);
  }

  @Override
  public String summary() {
    List<String> parts = new ArrayList<>();
    index.ifPresent(it -> parts.add(indexed(it)));
    refresh.ifPresent(it -> parts.add(computed(it)));
    index.ifPresent(it -> parts.addAll(it.warnings()));
    return line("%s: %s; took %.1f s", job, String.join("; ", parts), millis / 1000.0);
  }

  private String indexed(IndexReport done) {
    String text =
        line(
            "%,d rows read (%,d/s), %,d written, %,d unchanged, %,d already newer, %,d removed, %,d rejected, %,d days dirty",
            done.rowsRead(),
            rowsPerSecond(),
            done.written(),
            done.unchanged(),
            done.alreadyNewer(),
            done.removed(),
            done.rejected(),
            done.dirtyDays().size());
    String late =
        done.lateRows() == 0
            ? ""
            : line(
                ", %,d came late (the oldest by %,d s)",
                done.lateRows(), done.oldestLag().toSeconds());
    return text + late + done.uncounted().text().map(it -> "; of those written " + it).orElse("");
  }

  private String computed(RefreshReport done) {
    double seconds = Math.max(1, millis - indexMillis) / 1000.0;
    String text =
        line(
            "%,d days computed (%.1f/s): %,d daily AOVs written, %,d deleted, %,d weekly written, %,d deleted, %,d days searched, %,d suspects, %,d groups without a baseline",
            done.dailyDays(),
            done.dailyDays() / seconds,
            done.daily().written(),
            done.daily().deleted(),
            done.weekly().written(),
            done.weekly().deleted(),
            done.fraudDays(),
            done.suspects(),
            done.noBaseline());
    String again = done.stillDirty() == 0 ? "" : line(", %,d days dirty again", done.stillDirty());
    return text + again + FailedDays.named(done.failed()).map(it -> "; " + it).orElse("");
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
