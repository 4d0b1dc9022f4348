package io.saleslens.indexer;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a repair found and did.
 *
 * @param found what the check found before
 * @param written documents written, of rows that had none or another one
 * @param removed documents deleted, of rows that are gone, are no sale, or stand in another month
 * @param rejected rows that are no sale and had a document; they are in the rejects index now
 * @param leftAlone documents that somebody else wrote at the same time; the next check sees them
 * @param dirtyDays business days whose numbers have to be computed again, in order
 */
public record SalesRepairReport(
    SalesCheckReport found,
    long written,
    long removed,
    long rejected,
    long leftAlone,
    SortedSet<LocalDate> dirtyDays) {

  public SalesRepairReport {
    dirtyDays = Collections.unmodifiableSortedSet(new TreeSet<>(dirtyDays));
  }

  static SalesRepairReport nothing(SalesCheckReport found) {
    return new SalesRepairReport(found, 0, 0, 0, 0, new TreeSet<>());
  }
}
