package io.saleslens.app.pipeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.saleslens.app.pipeline.JobResult.Counts;
import java.time.Instant;

/**
 * A run of a job as it is kept in {@code platform_job_runs}.
 *
 * @param job {@code sync}, {@code backfill}, {@code refresh} or {@code verify}
 * @param trigger {@code command}, {@code schedule} or {@code catch-up}
 * @param scheduledFor the time of the schedule that it stands for; null for a command
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs
 * @param millis how long it took; null while it runs
 * @param counts zeros while it runs, and if it did not come to its end
 * @param heapBefore heap in use at the start, bytes
 * @param heapAfter heap in use at the end, bytes
 * @param outcome {@code running}, {@code done}, {@code rejects} (done, but rows were rejected),
 *     {@code differences} (verify found some that stand), {@code stopped}, {@code killed} or {@code
 *     failed}
 * @param error what went wrong; null if nothing did
 */
public record JobRun(
    String job,
    String trigger,
    Instant scheduledFor,
    Instant startedAt,
    Instant endedAt,
    Long millis,
    @JsonUnwrapped Counts counts,
    long heapBefore,
    Long heapAfter,
    String outcome,
    String error) {}
