package io.saleslens.app.pipeline;

import io.saleslens.api.RunOutcome;
import io.saleslens.indexer.BackfillSettings;
import io.saleslens.indexer.Lease;
import io.saleslens.indexer.LeaseException;
import io.saleslens.indexer.LeaseSettings;
import io.saleslens.indexer.Leases;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.MDC;
import org.slf4j.MDC.MDCCloseable;

/** Runs whatever writes: one at a time over all instances, with a record of each run. */
final class LeasedJobs {
  private final Elastic elastic;
  private final Clock clock;
  private final AllIndices indices;
  private final JobRuns runs;
  private final Leases leases;
  private final PipelineMeters meters;

  LeasedJobs(
      Elastic elastic,
      IndexNames names,
      LeaseSettings settings,
      AllIndices indices,
      JobRuns runs,
      Clock clock,
      PipelineMeters meters) {
    this.elastic = elastic;
    this.clock = clock;
    this.indices = indices;
    this.runs = runs;
    this.meters = meters;
    this.leases = new Leases(elastic, names, settings, clock);
  }

  /** Work that writes by the names of a lease. */
  @FunctionalInterface
  interface Work<T extends JobResult> {
    T run(IndexNames names, Progress progress) throws InterruptedException;
  }

  /**
   * Takes the lease, puts in order what a killed run has left, and works. The indices must exist.
   *
   * @throws LeaseException if another instance holds the lease, or has taken it over
   * @throws RunGoneException if it was accepted over the API and does not wait any more
   */
  <T extends JobResult> T run(RunRequest request, Progress progress, Work<T> work)
      throws InterruptedException {
    return run(request, progress, work, Helpers.NONE);
  }

  /**
   * The same for work that others do too, by the same names. One of them may be paused, and go on
   * when all is done, so the next lease shuts them out.
   */
  <T extends JobResult> T runShared(RunRequest request, Progress progress, Work<T> work)
      throws InterruptedException {
    return run(request, progress, work, Helpers.SOME);
  }

  private enum Helpers {
    NONE,
    SOME
  }

  @SuppressWarnings("try") // it marks the log's lines, nothing is asked of it
  private <T extends JobResult> T run(
      RunRequest request, Progress progress, Work<T> work, Helpers helpers)
      throws InterruptedException {
    try (MDCCloseable marked = MDC.putCloseable("job", request.job());
        Lease lease = acquire(request)) {
      meters.lease(true);
      try {
        return run(request, progress, work, helpers, lease);
      } finally {
        meters.lease(false);
      }
    }
  }

  private <T extends JobResult> T run(
      RunRequest request, Progress progress, Work<T> work, Helpers helpers, Lease lease)
      throws InterruptedException {
    prepare(request, lease);
    T report = runs.record(request, progress, watched -> work(lease, work, watched));
    if (helpers == Helpers.NONE) {
      lease.settle();
    }
    return report;
  }

  private void prepare(RunRequest request, Lease lease) throws InterruptedException {
    try {
      // Nobody else holds the lease, so whatever still counts as running was killed.
      runs.endKilled();
      new BackfillSettings(elastic, lease.names(), clock).restore();
      indices.upgrade();
    } catch (InterruptedException | ElasticException e) {
      Optional<LeaseException> lost = lease.explain(e);
      if (lost.isPresent()) {
        runs.notBegun(request, RunOutcome.FAILED, lost.get().getMessage());
        throw lost.get();
      }
      throw e;
    }
  }

  private Lease acquire(RunRequest request) throws InterruptedException {
    try {
      return leases.acquire(request.job());
    } catch (LeaseException e) {
      runs.refused(request, e);
      throw e;
    }
  }

  private static <T extends JobResult> T work(Lease lease, Work<T> work, Progress progress)
      throws InterruptedException {
    try {
      T report = work.run(lease.names(), progress);
      lease.requireHeld();
      return report;
    } catch (InterruptedException | ElasticException e) {
      Optional<LeaseException> lost = lease.explain(e);
      if (lost.isPresent()) {
        throw lost.get();
      }
      throw e;
    }
  }
}
