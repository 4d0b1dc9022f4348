package io.saleslens.fraud;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How what is stored differs from what the sales come to.
 *
 * @param days days looked at
 * @param dirtyDays days that wait for a refresh; what depends on them is known to be stale and was
 *     not compared
 * @param failed days that could not be computed, and so not be compared
 * @param flaws what is wrong with the indices as a whole, a sentence each
 * @param differences by day, nothing twice
 */
public record CheckReport(
    long days,
    List<LocalDate> dirtyDays,
    List<FailedDay> failed,
    List<String> flaws,
    List<Difference> differences) {

  public CheckReport {
    dirtyDays = List.copyOf(dirtyDays);
    failed = List.copyOf(failed);
    flaws = List.copyOf(flaws);
    differences = List.copyOf(differences);
  }

  /**
   * What is wrong with a day in an index.
   *
   * @param index the index
   * @param date business day; for weekly AOV the as-of day
   * @param wrongOrMissing documents that are missing or say something else
   * @param surplus documents that should not be there
   */
  public record Difference(DerivedIndex index, LocalDate date, long wrongOrMissing, long surplus) {

    /** The day which, when dirty, makes a refresh compute this again. */
    private LocalDate origin() {
      return index == DerivedIndex.WEEKLY ? date.minusDays(1) : date;
    }
  }

  /** Whether nothing differs on the days that were compared, and all could be. */
  public boolean agrees() {
    return differences.isEmpty() && failed.isEmpty() && flaws.isEmpty();
  }

  /** The days that a refresh must compute for the differences to go. */
  SortedSet<LocalDate> origins() {
    SortedSet<LocalDate> days = new TreeSet<>();
    differences.forEach(it -> days.add(it.origin()));
    // of whatever it is that failed
    failed.forEach(it -> days.addAll(List.of(it.date().minusDays(1), it.date())));
    return days;
  }
}
