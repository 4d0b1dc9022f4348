package io.saleslens.bench.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the best of many ways to set a contender up, by halving: all run, the better half runs
 * again, until one is left. The promising ones are so measured most often.
 */
public final class Tuning {
  private static final int WARMUPS = 3;

  private final String unit;
  private final Consumer<String> say;

  /**
   * @param unit of the work
   * @param say is told the best
   */
  public Tuning(String unit, Consumer<String> say) {
    this.unit = unit;
    this.say = say;
  }

  /**
   * Lets all run and tells the best.
   *
   * @param candidates at least one
   */
  public <C extends Contender> C best(List<C> candidates) throws Exception {
    List<C> left = List.copyOf(candidates);
    if (left.size() > 1) {
      // Who runs on a cold server would be out at once, however good.
      new Comparison(unit, 0, WARMUPS, say).of(List.of(left.get(left.size() / 2)));
    }
    while (left.size() > 1) {
      left = betterHalf(left);
    }
    say.accept("best: " + left.get(0).name());
    return left.get(0);
  }

  private record Scored<C>(C contender, double perSecond) {}

  private <C extends Contender> List<C> betterHalf(List<C> contenders) throws Exception {
    List<Measured> measured = new Comparison(unit, 1, 0, say).of(contenders);
    List<Scored<C>> scored = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      scored.add(new Scored<>(contenders.get(i), measured.get(i).perSecond().median()));
    }
    return scored.stream()
        .sorted(Comparator.<Scored<C>>comparingDouble(Scored::perSecond).reversed())
        .limit((contenders.size() + 1) / 2)
        .map(Scored::contender)
        .toList();
  }
}
