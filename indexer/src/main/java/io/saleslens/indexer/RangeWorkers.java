package io.saleslens.indexer;

import java.util.Collection;

/** Whoever works on the ranges of a shared backfill, by {@link Indexer#backfillRange}. */
@FunctionalInterface
public interface RangeWorkers {
  /**
   * Sees to it that somebody works on these ranges, or will. Called again and again with those that
   * are not done yet.
   *
   * @param ranges in order, at least one
   * @throws InterruptedException if interrupted on the way
   */
  void offer(Collection<Integer> ranges) throws InterruptedException;
}
