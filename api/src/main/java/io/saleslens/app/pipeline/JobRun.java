package io.saleslens.app.pipeline;

import java.time.Instant;

/**
 * A run of a job as it is kept in {@code platform_job_runs}.
 *
 * @param job {@code sync}, {@code backfill} or {@code refresh}
 * @param trigger {@code command}, {@code schedule} or {@code catch-up}
 * @param scheduledFor the time of the schedule that it stands for; null for a command
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs
 * @param millis how long it took; null while it runs
 * @param rows rows read from MySQL
 * @param written sales written
 * @param rejects rows rejected
 * @param days business days computed, or found dirty where nothing is computed
 * @param suspects suspect sales on the days looked at
 * @param heapBefore heap in use at the start, bytes
 * @param heapAfter heap in use at the end, bytes
 * @param outcome {@code running}, {@code done}, {@code rejects} (done, but rows were rejected),
 *     {@code stopped}, {@code killed} or {@code failed}
 * @param error what went wrong; null if nothing did
 */
record JobRun(
    String job,
    String trigger,
    Instant scheduledFor,
    Instant startedAt,
    Instant endedAt,
    Long millis,
    long rows,
    long written,
    long rejects,
    long days,
    long suspects,
    long heapBefore,
    Long heapAfter,
    String outcome,
    String error) {}
