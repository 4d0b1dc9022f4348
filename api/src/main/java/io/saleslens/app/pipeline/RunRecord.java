package io.saleslens.app.pipeline;

import io.saleslens.api.JobName;
import io.saleslens.api.Run;
import io.saleslens.api.RunOrder;
import io.saleslens.api.RunOutcome;
import io.saleslens.api.RunProgress;
import io.saleslens.app.pipeline.JobResult.Counts;
import io.saleslens.indexer.card.Masked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * What is kept of a run, from its beginning to its end.
 *
 * @param requestedBy null if nobody is known
 */
record RunRecord(
    String id,
    RunRequest request,
    String requestedBy,
    Instant requestedAt,
    Instant startedAt,
    long heapBefore,
    Clock clock) {

  /** Of a run that begins now, asked for by nobody else. */
  static RunRecord of(RunRequest request, Clock clock) {
    Instant now = clock.instant();
    return new RunRecord(newId(), request, null, toMillis(now), now, heapInUse(), clock);
  }

  /** Of a run that was accepted, and begins now. */
  static RunRecord of(Run accepted, RunRequest request, Clock clock) {
    return new RunRecord(
        accepted.runId(),
        request,
        accepted.requestedBy(),
        accepted.requestedAt(),
        clock.instant(),
        heapInUse(),
        clock);
  }

  /** Of a run that is to begin later. */
  static JobRun waiting(String id, RunRequest request, Optional<String> by, Instant now) {
    return new RunRecord(id, request, by.orElse(null), toMillis(now), null, 0, null)
        .document(null, null, null, null, RunOutcome.WAITING, null, null);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** As exactly as the index can sort by it, so that a page goes on where the one before ended. */
  private static Instant toMillis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  JobRun begun() {
    return document(heapBefore, null, null, null, RunOutcome.RUNNING, null, null);
  }

  JobRun done(JobResult report, Optional<RunProgress> progress) {
    return ended(report.counts(), report.outcome().kept(), report.error().orElse(null), progress);
  }

  JobRun broken(RunOutcome outcome, String error, Optional<RunProgress> progress) {
    return ended(null, outcome, error, progress);
  }

  private JobRun ended(
      Counts counts, RunOutcome outcome, String error, Optional<RunProgress> progress) {
    return document(
        heapBefore,
        clock.instant(),
        heapInUse(),
        counts,
        outcome,
        Masked.of(error),
        progress.orElse(null));
  }

  private JobRun document(
      Long heapBefore,
      Instant endedAt,
      Long heapAfter,
      Counts counts,
      RunOutcome outcome,
      String error,
      RunProgress progress) {
    RunOrder order = request.order();
    boolean isVerify = request.job().equals(JobName.VERIFY.toString());
    return new JobRun(
        id,
        request.job(),
        request.trigger().shown(),
        requestedBy,
        requestedAt,
        order.from().orElse(null),
        order.to().orElse(null),
        isVerify ? order.deep() : null,
        isVerify ? order.repair() : null,
        request.trigger().scheduledFor().orElse(null),
        startedAt,
        endedAt,
        endedAt == null ? null : Duration.between(startedAt, endedAt).toMillis(),
        counts,
        heapBefore,
        heapAfter,
        outcome,
        error,
        progress);
  }

  private static long heapInUse() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
