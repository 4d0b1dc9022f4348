package io.saleslens.indexer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a backfill or a sync did or, of a plan, would do.
 *
 * @param rowsRead rows that came from MySQL; a row that changed while it was read, or has no place
 *     in any order and was read again after the connection broke, counts each time
 * @param written sales written, new or changed
 * @param unchanged sales that stood there already just so
 * @param alreadyNewer sales of which a newer version stood there
 * @param removed documents deleted: a sale's place in the month it left, or of a row refused now
 * @param rejected rows refused, which are in the rejects index now
 * @param lateRows those among the sales written by a sync that say they changed before the run
 *     before it began: they were committed late, or their times are wrong; none for a backfill
 * @param oldestLag how long before that the oldest of them changed; zero if there are none
 * @param uncounted those among the sales written that count nowhere
 * @param dirtyDays business days whose numbers have to be computed again, in order
 * @param readThrough every change that was committed before this instant, by the server's clock, is
 *     in
 * @param warnings what is wrong though all went well, a sentence each: that clocks disagree
 */
public record IndexReport(
    long rowsRead,
    long written,
    long unchanged,
    long alreadyNewer,
    long removed,
    long rejected,
    long lateRows,
    Duration oldestLag,
    Uncounted uncounted,
    SortedSet<LocalDate> dirtyDays,
    Instant readThrough,
    List<String> warnings) {

  public IndexReport {
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /** The same with warnings. */
  IndexReport with(List<String> its) {
    return new IndexReport(
        rowsRead,
        written,
        unchanged,
        alreadyNewer,
        removed,
        rejected,
        lateRows,
        oldestLag,
        uncounted,
        dirtyDays,
        readThrough,
        its);
  }

  /** Both together, of two runs one after the other. */
  IndexReport then(IndexReport next) {
    return and(next, next.readThrough);
  }

  /** Both together, of two sources. */
  IndexReport and(IndexReport other) {
    return and(other, readThrough.isBefore(other.readThrough) ? readThrough : other.readThrough);
  }

  private IndexReport and(IndexReport next, Instant readThrough) {
    LateRows late =
        new LateRows(lateRows, oldestLag).plus(new LateRows(next.lateRows, next.oldestLag));
    SortedSet<LocalDate> days = new TreeSet<>(dirtyDays);
    days.addAll(next.dirtyDays);
    return new IndexReport(
        rowsRead + next.rowsRead,
        written + next.written,
        unchanged + next.unchanged,
        alreadyNewer + next.alreadyNewer,
        removed + next.removed,
        rejected + next.rejected,
        late.number(),
        late.oldestLag(),
        uncounted.plus(next.uncounted),
        days,
        readThrough,
        Stream.concat(warnings.stream(), next.warnings.stream()).distinct().toList());
  }
}
