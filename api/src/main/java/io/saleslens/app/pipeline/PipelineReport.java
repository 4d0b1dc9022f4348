package io.saleslens.app.pipeline;

import io.saleslens.fraud.RefreshReport;
import io.saleslens.indexer.IndexReport;
import java.time.Duration;
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
 */
public record PipelineReport(
    String job, Optional<IndexReport> index, Optional<RefreshReport> refresh, long millis) {

  /** Rows that were rejected in this run. */
  public long rejected() {
    return index.map(IndexReport::rejected).orElse(0L);
  }

  /** One line with counts and rates. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    index.ifPresent(
        it ->
            parts.add(
                "%,d rows read (%,d/s), %,d written, %,d unchanged, %,d already newer, %,d removed, %,d rejected, %,d days dirty"
                    .formatted(
                        it.rowsRead(),
                        it.rowsRead() * 1000 / Math.max(1, millis),
                        it.written(),
                        it.unchanged(),
                        it.alreadyNewer(),
                        it.removed(),
                        it.rejected(),
                        it.dirtyDays().size())));
    refresh.ifPresent(
        it ->
            parts.add(
                "computed %,d daily (%,d written, %,d deleted), %,d weekly (%,d written, %,d deleted), %,d fraud days (%,d suspects, %,d without baseline)%s"
                    .formatted(
                        it.dailyDays(),
                        it.daily().written(),
                        it.daily().deleted(),
                        it.weeklyDays(),
                        it.weekly().written(),
                        it.weekly().deleted(),
                        it.fraudDays(),
                        it.suspects(),
                        it.noBaseline(),
                        it.stillDirty() > 0
                            ? ", %,d days still dirty".formatted(it.stillDirty())
                            : "")));
    return "%s: %s in %s"
        .formatted(job, String.join("; ", parts), shown(Duration.ofMillis(millis)));
  }

  private static String shown(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
