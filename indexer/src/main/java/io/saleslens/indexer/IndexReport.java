package io.saleslens.indexer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedSet;

/**
 * What a backfill or a sync did.
 *
 * @param rowsRead rows that came from MySQL
 * @param written sales written, new or changed
 * @param unchanged sales that stood there already just so
 * @param alreadyNewer sales of which a newer version stood there
 * @param removed documents deleted: a sale's place in the month it left, or of a row refused now
 * @param rejected rows in the rejects index now
 * @param dirtyDays business days whose numbers have to be computed again, in order
 * @param readThrough every change that was committed before this instant, by the server's clock, is
 *     in
 */
public record IndexReport(
    long rowsRead,
    long written,
    long unchanged,
    long alreadyNewer,
    long removed,
    long rejected,
    SortedSet<LocalDate> dirtyDays,
    Instant readThrough) {}
