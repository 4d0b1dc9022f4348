package io.saleslens.indexer;

import io.saleslens.indexer.StateStore.Seen;
import io.saleslens.indexer.mysql.Position;
import io.saleslens.indexer.mysql.TimeRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is kept of a backfill that several instances share: the plan, and how far each range is. All
 * of it is written by the names of the lease under which the backfill runs, so whoever takes the
 * lease over shuts out all workers at once.
 */
final class SharedBackfill {
  private static final String PLAN = "shared-backfill";
  private static final String RANGE = PLAN + "-range-";

  private final StateStore state;

  SharedBackfill(StateStore state) {
    this.state = state;
  }

  /** The plan that is not done yet, if it is one of these days. */
  Optional<SharedPlan> unfinished(Optional<LocalDate> from, Optional<LocalDate> to) {
    return plan().filter(it -> it.from().equals(from) && it.to().equals(to));
  }

  Optional<SharedPlan> plan() {
    return state.load(PLAN, SharedPlan.class);
  }

  /** Keeps a plan; the ranges first, so that a plan never lacks one. */
  void keep(SharedPlan plan, List<TimeRange> ranges) {
    forget();
    for (int number : plan.numbers()) {
      boolean rest = number == 0 && plan.isOfEverything();
      state.save(RANGE + number, SharedRange.of(ranges.get(number), rest, plan.startedAt()));
    }
    state.save(PLAN, plan);
  }

  /** Ends the plan, if there is one. */
  void forget() {
    Optional<SharedPlan> plan = plan();
    if (plan.isPresent()) {
      state.delete(PLAN);
      plan.get().numbers().forEach(number -> state.delete(RANGE + number));
    }
  }

  /** The ranges with these numbers, as they stand. */
  Map<Integer, SharedRange> ranges(List<Integer> numbers) {
    Map<String, Integer> names =
        numbers.stream().collect(Collectors.toMap(number -> RANGE + number, number -> number));
    Map<Integer, SharedRange> found = new TreeMap<>();
    state
        .loadAll(names.keySet(), SharedRange.class)
        .forEach((name, range) -> found.put(names.get(name), range));
    return found;
  }

  /**
   * Takes a range over, whoever had it: that one is given up for dead.
   *
   * @param worker for people
   * @return empty if the backfill is over, or the range done
   */
  Optional<Claim> take(int number, String worker) {
    Optional<Seen<SharedRange>> found = state.see(RANGE + number, SharedRange.class);
    if (found.isEmpty() || found.get().value().done()) {
      return Optional.empty();
    }
    Claim claim = new Claim(RANGE + number, found.get());
    claim.write(found.get().value().takenBy(UUID.randomUUID().toString(), worker));
    return Optional.of(claim);
  }

  /** A range in the hands of one worker. */
  final class Claim {
    private final String name;
    private final IndexReport before;
    private final boolean begunBefore;
    private Seen<SharedRange> mine;

    private Claim(String name, Seen<SharedRange> found) {
      this.name = name;
      this.mine = found;
      this.before = found.value().report();
      this.begunBefore = found.value().owner().isPresent();
    }

    SharedRange range() {
      return mine.value();
    }

    /** Whether another worked on it and may have written what no position tells. */
    boolean isBegun() {
      return begunBefore;
    }

    /**
     * Keeps how far the work has come.
     *
     * @param soFar what was done since the range was taken
     * @throws RangeLostException if another has taken the range since
     */
    void reached(Position position, IndexReport soFar) {
      write(range().at(position, before.then(soFar)));
    }

    /**
     * Says that everything is acknowledged.
     *
     * @throws RangeLostException if another has taken the range since
     */
    void end(IndexReport all) {
      write(range().ended(before.then(all)));
    }

    /**
     * Gives the range up.
     *
     * @throws RangeLostException if another has taken the range since
     */
    void fail(String why) {
      write(range().failed(why));
    }

    /** Who wrote last is read afterwards: the answer to a write that came through may be lost. */
    private void write(SharedRange next) {
      state.replace(name, Optional.of(mine), next);
      mine =
          state
              .see(name, SharedRange.class)
              .filter(it -> it.value().owner().equals(next.owner()))
              .orElseThrow(
                  () ->
                      new RangeLostException(
                          "%s is not ours any more: another took it over".formatted(name)));
    }
  }
}
