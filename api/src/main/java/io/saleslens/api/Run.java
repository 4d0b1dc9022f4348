package io.saleslens.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A run of a job. What is not known, or not yet, is null.
 *
 * @param runId tells it from all others
 * @param job its name; may be one that the API does not start
 * @param trigger {@code api}, {@code command}, {@code schedule} or {@code catch-up}
 * @param requestedBy name of the token that it was started with over the API
 * @param requestedAt when it was asked for; of others than the API's, when it began
 * @param from first business day that it is for; null for all
 * @param to last of them, included
 * @param deep whether a verify compares every field
 * @param repair whether a verify mends
 * @param scheduledFor the time of the schedule that it stands for
 * @param rows rows read from MySQL; like all counts null unless it came to its end
 * @param written sales written
 * @param rejects rows rejected
 * @param lateRows rows that came late
 * @param days business days computed or compared
 * @param suspects suspect sales on them
 * @param differences days on which something differs
 * @param error what went wrong
 * @param cancelRequestedAt when somebody asked for its end
 * @param progress how far it has come
 */
public record Run(
    String runId,
    String job,
    String trigger,
    String requestedBy,
    Instant requestedAt,
    LocalDate from,
    LocalDate to,
    Boolean deep,
    Boolean repair,
    Instant scheduledFor,
    Instant startedAt,
    Instant endedAt,
    Long millis,
    Long rows,
    Long written,
    Long rejects,
    Long lateRows,
    Long days,
    Long suspects,
    Long differences,
    RunOutcome outcome,
    String error,
    Instant cancelRequestedAt,
    RunProgress progress) {

  /** What it was told to do. */
  public RunOrder order() {
    return new RunOrder(
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        Boolean.TRUE.equals(deep),
        Boolean.TRUE.equals(repair));
  }
}
