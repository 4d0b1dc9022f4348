package io.saleslens.app.pipeline;

import io.saleslens.fraud.Closure;
import io.saleslens.fraud.RefreshReport;
import io.saleslens.indexer.IndexReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What a job would do; nothing was written.
 *
 * @param job its name
 * @param dryRun always true, so that nobody takes it for the report of a run
 * @param index what would come from MySQL; absent for a refresh
 * @param closure how many days would have to be computed because of it; absent for a refresh
 * @param refresh what would be computed; absent where sales come first, as it depends on them
 * @param millis how long it took to find out
 */
public record PlanReport(
    String job,
    boolean dryRun,
    Optional<IndexReport> index,
    Optional<Closure> closure,
    Optional<RefreshReport> refresh,
    long millis) {
  private static final int MOST_DAYS_SHOWN = 10;

  static PlanReport ofReading(String job, IndexReport index, Closure closure, long millis) {
    return new PlanReport(
        job, true, Optional.of(index), Optional.of(closure), Optional.empty(), millis);
  }

  static PlanReport ofRefresh(RefreshReport refresh, long millis) {
    return new PlanReport(
        "refresh", true, Optional.empty(), Optional.empty(), Optional.of(refresh), millis);
  }

  /** A few lines for people. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(job + " --dry-run: nothing was written.");
    index.ifPresent(it -> addReading(lines, it));
    closure.ifPresent(
        it ->
            lines.add(
                line(
                    "Would be computed: %,d days of daily AOV, %,d of weekly AOV, %,d of suspects.",
                    it.dailyDays(), it.weeklyDays(), it.fraudDays())));
    refresh.ifPresent(it -> addRefresh(lines, it));
    return String.join("\n", lines);
  }

  private static void addReading(List<String> lines, IndexReport it) {
    lines.add(
        line(
            "Would be written: %,d sales of %,d rows read; %,d stand there already, %,d are newer there, %,d would be removed, %,d rejected.",
            it.written(),
            it.rowsRead(),
            it.unchanged(),
            it.alreadyNewer(),
            it.removed(),
            it.rejected()));
    lines.add(
        it.dirtyDays().isEmpty()
            ? "No day would be dirty."
            : line("Would be dirty: %,d days (%s).", it.dirtyDays().size(), shown(it.dirtyDays())));
  }

  private static String shown(SortedSet<LocalDate> days) {
    String first =
        days.stream()
            .limit(MOST_DAYS_SHOWN)
            .map(LocalDate::toString)
            .collect(Collectors.joining(", "));
    return days.size() <= MOST_DAYS_SHOWN ? first : first + ", … " + days.last();
  }

  private static void addRefresh(List<String> lines, RefreshReport it) {
    lines.add(
        line(
            "Would be computed: %,d days of daily AOV (%,d documents written, %,d deleted), %,d of weekly AOV (%,d, %,d), %,d of suspects (%,d, %,d).",
            it.dailyDays(),
            it.daily().written(),
            it.daily().deleted(),
            it.weeklyDays(),
            it.weekly().written(),
            it.weekly().deleted(),
            it.fraudDays(),
            it.frauds().written(),
            it.frauds().deleted()));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
