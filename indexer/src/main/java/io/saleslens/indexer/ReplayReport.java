package io.saleslens.indexer;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What became of rejects that were replayed.
 *
 * @param mended rows that are sales now; their rejects are gone
 * @param stillBad rows refused again; their rejects say why
 * @param gone rows that are not in MySQL any more; their rejects are gone
 * @param withoutId rejects whose rows have no id and so cannot be read again; a backfill meets them
 *     again, if they are still there, and {@code drop} forgets them
 * @param unknown ids of which there is no reject
 * @param dirtyDays business days whose numbers have to be computed again, in order
 */
public record ReplayReport(
    long mended,
    long stillBad,
    long gone,
    long withoutId,
    List<String> unknown,
    SortedSet<LocalDate> dirtyDays) {

  public ReplayReport {
    unknown = List.copyOf(unknown);
    dirtyDays = Collections.unmodifiableSortedSet(new TreeSet<>(dirtyDays));
  }
}
