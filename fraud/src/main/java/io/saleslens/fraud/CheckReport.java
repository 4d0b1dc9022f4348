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
 * @param differences by day, nothing twice; empty if all is right
 */
public record CheckReport(long days, List<LocalDate> dirtyDays, List<Difference> differences) {

  public CheckReport {
    dirtyDays = List.copyOf(dirtyDays);
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

  /** The days that a refresh must compute for the differences to go. */
  SortedSet<LocalDate> origins() {
    SortedSet<LocalDate> days = new TreeSet<>();
    differences.forEach(it -> days.add(it.origin()));
    return days;
  }
}
