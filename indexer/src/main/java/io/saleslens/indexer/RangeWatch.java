package io.saleslens.indexer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Waits until all ranges of a shared backfill are done. */
final class RangeWatch {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SharedBackfill shared;
  private final SharedPlan plan;
  private final Progress progress;
  private final Map<Integer, SharedRange> seen = new TreeMap<>();
  private long shown;

  RangeWatch(SharedBackfill shared, SharedPlan plan, Progress progress) {
    this.shared = shared;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Has the ranges read that are not done.
   *
   * @return what was done, over all ranges
   * @throws RangeFailedException if a worker gave one up while we watched
   */
  IndexReport await(RangeWorkers workers) throws InterruptedException {
    look();
    // What failed before we came is tried again.
    Map<Integer, SharedRange> before = Map.copyOf(seen);
    for (List<Integer> open = open(); !open.isEmpty(); open = open()) {
      workers.offer(open);
      look();
      requireNoneFailed(before);
      if (open().equals(open)) {
        Thread.sleep(PAUSE.toMillis());
      }
    }
    return seen.values().stream().map(SharedRange::report).reduce(IndexReport::then).orElseThrow();
  }

  private List<Integer> open() {
    List<Integer> open = new ArrayList<>(plan.numbers());
    open.removeIf(number -> seen.containsKey(number) && seen.get(number).done());
    return open;
  }

  private void look() {
    seen.putAll(shared.ranges(open()));
    long read = seen.values().stream().mapToLong(it -> it.report().rowsRead()).sum();
    progress.advance(Math.max(0, read - shown));
    shown = Math.max(shown, read);
  }

  private void requireNoneFailed(Map<Integer, SharedRange> before) {
    for (Map.Entry<Integer, SharedRange> range : seen.entrySet()) {
      SharedRange now = range.getValue();
      boolean isNew = !now.owner().equals(before.get(range.getKey()).owner());
      if (now.failure() != null && isNew) {
        throw new RangeFailedException(
            "The backfill stops because range %d of %d failed on %s: %s What is acknowledged stays; the same command goes on from there."
                .formatted(range.getKey() + 1, plan.ranges(), now.worker(), now.failure()));
      }
    }
  }
}
