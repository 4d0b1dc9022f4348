package io.saleslens.bench.measure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The runs of one contender, in the order of the rounds.
 *
 * @param name the contender's
 * @param unit of the work, such as "rows"
 * @param runs without those that only warmed up
 */
public record Measured(String name, String unit, List<Run> runs) {
  private static final double NANOS_PER_SECOND = 1e9;

  public Measured {
    runs = List.copyOf(runs);
  }

  /**
   * One run.
   *
   * @param units of work done
   * @param nanos it took, nanoseconds
   */
  public record Run(long units, long nanos) {
    double perSecond() {
      return units * NANOS_PER_SECOND / nanos;
    }
  }

  /** Units of work a second. */
  public Summary perSecond() {
    return Summary.of(runs.stream().mapToDouble(Run::perSecond).toArray());
  }

  /** How long a run takes, seconds. */
  public Summary seconds() {
    return Summary.of(runs.stream().mapToDouble(run -> run.nanos() / NANOS_PER_SECOND).toArray());
  }

  /**
   * How many times as fast as the other this is. Compared round by round, so that what slows the
   * machine down for a while slows both and cancels out.
   *
   * @param other of the same comparison
   */
  public Summary timesAsFastAs(Measured other) {
    return Summary.of(
        IntStream.range(0, runs.size())
            .mapToDouble(i -> runs.get(i).perSecond() / other.runs.get(i).perSecond())
            .toArray());
  }
}
