package io.saleslens.fraud;

import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyCalculator;
import io.saleslens.indexer.DayLedger;
import io.saleslens.indexer.DaySales;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.BulkQueue;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Computes again what depends on dirty days, and nothing else: daily AOV of day d, weekly AOV as of
 * d+1 to d+7, suspects of d to d+7. Goes through the days once, in ascending order.
 *
 * <p>A crash anywhere is harmless: all days to compute are marked dirty before the first document
 * is written, and the marks are taken off only when the last one is, so a refresh that was cut
 * short is simply done again. It can trust what it finds: what depends on no dirty day is right,
 * before, between and after.
 *
 * <p>A day that cannot be computed fails alone and stays dirty; the others are computed, but for
 * the weekly AOV and suspects that depend on it, which wait for it.
 *
 * <p>One refresh at a time: callers see to it. Close it when done.
 */
public final class Refresh implements AutoCloseable {
  private final Elastic elastic;
  private final Indices indices;
  private final IndexNames names;
  private final RepeatAmountRule rule;
  private final BulkWriter writer;
  private final DayLedger ledger;
  private final DerivedIndices derived;
  private final DerivedFlaws wholes;

  public Refresh(Elastic elastic, IndexNames names, RepeatAmountRule rule, Clock clock) {
    this.elastic = elastic;
    this.names = names;
    this.rule = rule;
    this.indices = new Indices(elastic);
    this.writer = new BulkWriter(elastic);
    this.ledger = new DayLedger(elastic, writer, indices, names.days(), clock);
    this.derived = DerivedIndices.of(elastic, names, clock);
    this.wholes = new DerivedFlaws(elastic, names);
  }

  /**
   * Computes what the dirty days of the ledger ask for.
   *
   * @throws InterruptedException if the thread was interrupted; the days stay dirty
   */
  public RefreshReport dirtyDays(Progress progress) throws InterruptedException {
    return refresh(Optional.empty(), progress);
  }

  /**
   * Computes some days, dirty or not. If the day has moved on which the weekly AOV ends, all dirty
   * days are computed with them.
   *
   * @param first first business day
   * @param last last business day, included
   * @throws InterruptedException if the thread was interrupted; the days stay dirty
   */
  public RefreshReport days(LocalDate first, LocalDate last, Progress progress)
      throws InterruptedException {
    return refresh(Optional.of(between(first, last)), progress);
  }

  /**
   * Tells what {@link #dirtyDays} would do. Marks, writes and deletes nothing.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public RefreshReport dryRun(Progress progress) throws InterruptedException {
    return dryRun(Optional.empty(), progress);
  }

  /**
   * Tells what {@link #days} would do. Marks, writes and deletes nothing.
   *
   * @param first first business day
   * @param last last business day, included
   * @throws InterruptedException if the thread was interrupted
   */
  public RefreshReport dryRun(LocalDate first, LocalDate last, Progress progress)
      throws InterruptedException {
    return dryRun(Optional.of(between(first, last)), progress);
  }

  /**
   * How much a refresh of some days computes, as far as it depends on them alone: it can be a few
   * days more when their sales move the day on which the weekly AOV ends.
   */
  public static Closure closure(Collection<LocalDate> days) {
    return RefreshPlan.of(days).closure();
  }

  /**
   * Compares what is stored with what the sales come to: the ledger's totals, daily AOV, weekly AOV
   * and suspects of every day that has any of these or sales, however far apart the days are. Of
   * the seven days before a range the daily AOV is compared too, because the weekly AOV of the
   * range stands on it. Writes nothing.
   *
   * @param from first day to look at, or empty for all before {@code to}
   * @param to last day to look at, included, or empty for all after {@code from}
   * @throws InterruptedException if the thread was interrupted
   */
  public CheckReport check(Optional<LocalDate> from, Optional<LocalDate> to, Progress progress)
      throws InterruptedException {
    stopIfInterrupted();
    NavigableSet<LocalDate> dirty = ledger.dirty().navigableKeySet();
    makeVisible();
    Horizon horizon = Horizon.of(derived.weeklies());
    // Where nothing is dirty, no refresh is due that could excuse a difference.
    RefreshPlan stale =
        dirty.isEmpty() ? RefreshPlan.of(Set.of()) : plan(Optional.empty(), dirty, horizon);
    StoredState stored = StoredState.read(elastic, names, from, to);
    NavigableSet<LocalDate> days = stored.days(horizon.now(), to);
    // Trusts nothing stored: a day that is not computed here has no sales.
    Failures failures = new Failures();
    DayComputer computer = computer(horizon, day -> List.of(), failures);
    List<CheckReport.Difference> differences =
        new Check(derived, stored, stale, from, failures).run(days, computer, progress);
    boolean isOfAll = from.isEmpty() && to.isEmpty();
    return new CheckReport(
        days.size(),
        List.copyOf(dirty),
        failures.days(),
        isOfAll ? wholes.find() : List.of(),
        differences);
  }

  /**
   * Removes what a check found: marks the days that the differences come from as dirty, durably,
   * and computes all dirty days.
   *
   * @throws InterruptedException if the thread was interrupted; the days stay dirty
   */
  public RefreshReport mend(CheckReport found, Progress progress) throws InterruptedException {
    stopIfInterrupted();
    CheckReport known = found;
    if (!found.flaws().isEmpty()) {
      wholes.mend(writer);
      // what was out of sight may be wrong or missing on any day
      known = check(Optional.empty(), Optional.empty(), progress);
    }
    ledger.mark(known.origins());
    return dirtyDays(progress);
  }

  private static NavigableSet<LocalDate> between(LocalDate first, LocalDate last) {
    return new TreeSet<>(first.datesUntil(last.plusDays(1)).toList());
  }

  private RefreshReport refresh(Optional<NavigableSet<LocalDate>> named, Progress progress)
      throws InterruptedException {
    stopIfInterrupted();
    named.ifPresent(ledger::mark);
    TreeMap<LocalDate, DayLedger.Mark> marks = ledger.dirty();
    makeVisible();
    Horizon horizon = Horizon.of(derived.weeklies());
    RefreshPlan plan = plan(named, marks.keySet(), horizon);
    markMissing(plan.daily(), marks);
    Failures failures = new Failures();
    DayPass pass = pass(plan, horizon, Optional.of(new BulkQueue(writer)), failures, progress);
    makeVisible();
    keepDirty(failures, marks.keySet());
    long stillDirty = ledger.clean(marks, pass.totals());
    indices.refresh(names.days());
    return pass.report(plan, stillDirty);
  }

  private RefreshReport dryRun(Optional<NavigableSet<LocalDate>> named, Progress progress)
      throws InterruptedException {
    stopIfInterrupted();
    NavigableSet<LocalDate> dirty = ledger.dirty().navigableKeySet();
    makeVisible();
    Horizon horizon = Horizon.of(derived.weeklies());
    RefreshPlan plan = plan(named, dirty, horizon);
    return pass(plan, horizon, Optional.empty(), new Failures(), progress).report(plan, 0);
  }

  /** Before any mark comes off: without this one nothing would compute again what failed. */
  private void keepDirty(Failures failures, Set<LocalDate> marked) {
    Set<LocalDate> unmarked = new TreeSet<>(failures.origins());
    unmarked.removeAll(marked);
    ledger.mark(unmarked);
  }

  /** Also what a refresh wrote that was killed a moment ago must be seen to be replaced. */
  private void makeVisible() {
    Stream.of(names.sales(), names.daily(), names.weekly(), names.frauds())
        .forEach(indices::refresh);
  }

  /**
   * The days named, or the dirty ones. When the horizon has moved it moved for all dirty days at
   * once, so all are computed: were some of them left, their weekly AOV would still stand where it
   * ended before, and the next refresh could not see that it had moved.
   */
  private static RefreshPlan plan(
      Optional<NavigableSet<LocalDate>> named, Set<LocalDate> dirty, Horizon horizon) {
    Set<LocalDate> days = new TreeSet<>(named.isPresent() ? named.get() : dirty);
    horizon
        .moved()
        .ifPresent(
            end -> {
              days.add(end);
              days.addAll(dirty);
            });
    return RefreshPlan.of(days);
  }

  /** Marks days durably, before anything is written, so that a crash does not forget them. */
  private void markMissing(Set<LocalDate> days, TreeMap<LocalDate, DayLedger.Mark> marks) {
    Set<LocalDate> missing = new TreeSet<>(days);
    missing.removeAll(marks.keySet());
    ledger.mark(missing);
    marks.putAll(ledger.of(missing));
  }

  private DayPass pass(
      RefreshPlan plan,
      Horizon horizon,
      Optional<BulkQueue> writes,
      Failures failures,
      Progress progress)
      throws InterruptedException {
    DayComputer computer = computer(horizon, derived.dailies()::of, failures);
    DayPass pass = new DayPass(computer, derived, writes, failures);
    pass.over(plan, progress);
    return pass;
  }

  /**
   * @param others the daily AOV of days that are not computed
   */
  private DayComputer computer(
      Horizon horizon, Function<LocalDate, Collection<DailyAov>> others, Failures failures) {
    return new DayComputer(
        new DaySales(elastic, names),
        derived.weeklies(),
        new SuspectSales(elastic, names, rule),
        rule,
        new WeeklyCalculator(others),
        horizon.now(),
        failures);
  }

  static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Stopped while refreshing");
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
