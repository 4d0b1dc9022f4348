package io.saleslens.fraud;

import io.saleslens.aov.DailyAovs;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.aov.WeeklyAovs;
import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.SaleGroups;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.DayReplacement.Changes;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Computes again what depends on dirty days, and nothing else: daily AOV of day d, weekly AOV as of
 * d+1 to d+7, suspects of d to d+7. The marks are taken off at the very end, so a refresh that was
 * cut short is simply done again.
 *
 * <p>One refresh at a time: callers see to it. Close it when done.
 */
public final class Refresh implements AutoCloseable {
  private final Indices indices;
  private final IndexNames names;
  private final BulkWriter writer;
  private final DayLedger ledger;
  private final DailyAovs dailies;
  private final WeeklyAovs weeklies;
  private final FraudDays frauds;

  public Refresh(Elastic elastic, IndexNames names, RepeatAmountRule rule, Clock clock) {
    this.names = names;
    this.indices = new Indices(elastic);
    this.writer = new BulkWriter(elastic);
    this.ledger = new DayLedger(elastic, writer, indices, names.days(), clock);
    SaleGroups groups = new SaleGroups(elastic, names);
    this.dailies = new DailyAovs(elastic, names, groups, writer, clock);
    this.weeklies = new WeeklyAovs(elastic, names, dailies, writer, clock);
    this.frauds = new FraudDays(elastic, names, groups, weeklies, rule, writer, clock);
  }

  /**
   * Computes what the dirty days of the ledger ask for.
   *
   * @throws InterruptedException if the thread was interrupted; the days stay dirty
   */
  public RefreshReport dirtyDays(Progress progress) throws InterruptedException {
    stopIfInterrupted();
    return refresh(ledger.dirty(), progress);
  }

  /**
   * Computes some days, dirty or not.
   *
   * @param first first business day
   * @param last last business day, included
   * @throws InterruptedException if the thread was interrupted; the days stay dirty
   */
  public RefreshReport days(LocalDate first, LocalDate last, Progress progress)
      throws InterruptedException {
    stopIfInterrupted();
    ledger.mark(first.datesUntil(last.plusDays(1)).toList());
    return refresh(ledger.between(first, last), progress);
  }

  private RefreshReport refresh(TreeMap<LocalDate, DayLedger.Mark> marks, Progress progress)
      throws InterruptedException {
    // Also what a refresh wrote that was killed a moment ago: it must be seen to be replaced.
    Stream.of(names.sales(), names.daily(), names.weekly(), names.frauds())
        .forEach(indices::refresh);
    Map<LocalDate, DayLedger.Totals> totals = new TreeMap<>();
    Changes daily = refreshDaily(marks.keySet(), totals, progress);
    Optional<LocalDate> horizon = dailies.lastDay().map(day -> day.plusDays(1));
    Set<LocalDate> beyond = beyondHorizon(marks.keySet(), horizon);
    if (!beyond.isEmpty()) {
      ledger.mark(beyond);
      beyond.forEach(day -> marks.putAll(ledger.between(day, day)));
      daily = daily.plus(refreshDaily(beyond, totals, progress));
    }
    SortedSet<LocalDate> asOfDays = asOfDays(marks.keySet());
    Changes weekly = refreshWeekly(asOfDays, horizon, progress);
    asOfDays.addAll(marks.keySet());
    FraudDays.Refreshed suspects = refreshFrauds(asOfDays, progress);
    long stillDirty =
        marks.entrySet().stream()
            .filter(day -> !ledger.clean(day.getKey(), day.getValue(), totals.get(day.getKey())))
            .count();
    indices.refresh(names.days());
    return new RefreshReport(
        marks.size(),
        asOfDays(marks.keySet()).size(),
        asOfDays.size(),
        daily,
        weekly,
        suspects.changes(),
        suspects.suspects(),
        suspects.noBaseline(),
        stillDirty);
  }

  private Changes refreshDaily(
      Collection<LocalDate> days, Map<LocalDate, DayLedger.Totals> totals, Progress progress)
      throws InterruptedException {
    progress.begin("daily AOV", days.size());
    Changes changes = Changes.NONE;
    for (LocalDate day : days) {
      stopIfInterrupted();
      DailyAovs.Refreshed refreshed = dailies.refresh(day);
      totals.put(day, refreshed.totals());
      changes = changes.plus(refreshed.changes());
      progress.advance(1);
    }
    indices.refresh(names.daily());
    return changes;
  }

  private Changes refreshWeekly(
      SortedSet<LocalDate> asOfDays, Optional<LocalDate> horizon, Progress progress)
      throws InterruptedException {
    stopIfInterrupted();
    progress.begin("weekly AOV", asOfDays.size());
    Changes changes = weeklies.refresh(asOfDays, horizon, progress::advance);
    indices.refresh(names.weekly());
    return changes;
  }

  private FraudDays.Refreshed refreshFrauds(Collection<LocalDate> days, Progress progress)
      throws InterruptedException {
    progress.begin("suspects", days.size());
    FraudDays.Refreshed total = FraudDays.Refreshed.NOTHING;
    for (LocalDate day : days) {
      stopIfInterrupted();
      total = total.plus(frauds.refresh(day));
      progress.advance(1);
    }
    indices.refresh(names.frauds());
    return total;
  }

  /** All as-of days whose window has one of the days. */
  private static SortedSet<LocalDate> asOfDays(Collection<LocalDate> days) {
    SortedSet<LocalDate> asOf = new TreeSet<>();
    for (LocalDate day : days) {
      LongStream.rangeClosed(1, WeeklyAov.WINDOW).forEach(n -> asOf.add(day.plusDays(n)));
    }
    return asOf;
  }

  /**
   * Weekly AOV ends on the day after the last one with a counted sale. When that last day moves,
   * as-of days between the old end and the new come to exist, or cease to, though no sale of their
   * window changed. They are taken in by treating the day before each of them as dirty too,
   * durably, so that a crash does not forget them.
   */
  private Set<LocalDate> beyondHorizon(Set<LocalDate> days, Optional<LocalDate> horizon) {
    Optional<LocalDate> before = weeklies.lastAsOf();
    if (before.isEmpty() || horizon.isEmpty() || before.equals(horizon)) {
      return Set.of();
    }
    boolean grows = horizon.get().isAfter(before.get());
    LocalDate low = grows ? before.get() : horizon.get();
    LocalDate high = grows ? horizon.get() : before.get();
    Set<LocalDate> beyond = new TreeSet<>();
    for (int n = 1; n < WeeklyAov.WINDOW && !low.plusDays(n).isAfter(high); n++) {
      beyond.add(low.plusDays(n).minusDays(1));
    }
    beyond.removeAll(days);
    return beyond;
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Stopped while refreshing");
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
