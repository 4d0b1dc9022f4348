package io.saleslens.fraud;

import io.saleslens.aov.WeeklyAov;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The groups of a day's sales that a rule calls suspect.
 *
 * @param suspicions the suspect groups
 * @param noBaseline groups that could not be judged
 */
record Suspicions(List<Suspicion> suspicions, long noBaseline) {

  /**
   * A suspect group and what it was measured against.
   *
   * @param repeat the group
   * @param baseline the store's weekly AOV as of the day
   */
  record Suspicion(Repeat repeat, WeeklyAov baseline) {}

  /**
   * @param weekly AOV of all stores as of the day
   */
  static Suspicions judge(
      RepeatAmountRule rule, List<Repeat> repeats, Collection<WeeklyAov> weekly) {
    Map<String, WeeklyAov> baselines =
        weekly.stream().collect(Collectors.toMap(WeeklyAov::storeId, Function.identity()));
    List<Suspicion> suspicions = new ArrayList<>();
    long noBaseline = 0;
    for (Repeat repeat : repeats) {
      Optional<WeeklyAov> baseline = Optional.ofNullable(baselines.get(repeat.storeId()));
      switch (rule.judge(repeat, baseline)) {
        case SUSPECT -> suspicions.add(new Suspicion(repeat, baseline.orElseThrow()));
        case NO_BASELINE -> noBaseline++;
        case ORDINARY -> {}
      }
    }
    return new Suspicions(suspicions, noBaseline);
  }
}
