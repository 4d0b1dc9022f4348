package io.saleslens.indexer;

import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A range of a shared backfill as it is kept in {@code platform_state}. Only the worker that took
 * it last can say how far it is.
 *
 * @param soldAt the sales that are read
 * @param rest whether rows that say no time, or have no id, are read as well
 * @param owner tells one taking from all others; empty if nobody took it yet
 * @param worker who took it, for people
 * @param position everything up to here is acknowledged; null at the beginning
 * @param report what was done, over all who worked on it
 * @param done whether all of it is acknowledged
 * @param failure why the last worker gave it up; null if it did not
 */
record SharedRange(
    TimeRange soldAt,
    boolean rest,
    Optional<String> owner,
    String worker,
    Position position,
    IndexReport report,
    boolean done,
    String failure) {

  static SharedRange of(TimeRange soldAt, boolean rest, Instant startedAt) {
    IndexReport nothing =
        new IndexReport(
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            Duration.ZERO,
            Uncounted.NONE,
            new TreeSet<>(),
            startedAt,
            List.of());
    return new SharedRange(soldAt, rest, Optional.empty(), null, null, nothing, false, null);
  }

  SharedRange takenBy(String newOwner, String newWorker) {
    return new SharedRange(
        soldAt, rest, Optional.of(newOwner), newWorker, position, report, done, null);
  }

  SharedRange at(Position reached, IndexReport soFar) {
    return new SharedRange(soldAt, rest, owner, worker, reached, soFar, done, failure);
  }

  SharedRange ended(IndexReport all) {
    return new SharedRange(soldAt, rest, owner, worker, position, all, true, null);
  }

  SharedRange failed(String why) {
    return new SharedRange(soldAt, rest, owner, worker, position, report, done, why);
  }
}
