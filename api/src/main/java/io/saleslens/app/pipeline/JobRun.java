package io.saleslens.app.pipeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.saleslens.api.RunOutcome;
import io.saleslens.api.RunProgress;
import io.saleslens.app.pipeline.JobResult.Counts;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A run of a job as it is kept in {@code platform_job_runs}.
 *
 * @param runId the document's id
 * @param job {@code sync}, {@code backfill}, {@code refresh} or {@code verify}, or a command's name
 * @param trigger {@code command}, {@code schedule}, {@code catch-up}, {@code api} or {@code import}
 * @param requestedBy name of the token that it was started with over the API; null if there is none
 * @param requestedAt when it was asked for, to the millisecond; of others when it began
 * @param from first business day that it is for; null for all
 * @param to last of them, included; null for all
 * @param deep of a verify, whether every field is compared; else null
 * @param repair of a verify, whether it mends; else null
 * @param scheduledFor the time of the schedule that it stands for; null for others
 * @param startedAt when it began; null while it waits
 * @param endedAt when it ended; null before
 * @param millis how long it took; null before
 * @param counts null unless it came to its end
 * @param heapBefore heap in use at the start, bytes; null while it waits
 * @param heapAfter heap in use at the end, bytes; null before
 * @param outcome how far it is, or how it ended
 * @param error what went wrong; null if nothing did
 * @param progress how far it came; null before its first phase
 */
public record JobRun(
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
    @JsonUnwrapped Counts counts,
    Long heapBefore,
    Long heapAfter,
    RunOutcome outcome,
    String error,
    RunProgress progress) {}
