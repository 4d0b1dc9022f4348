package io.saleslens.fraud;

import io.saleslens.aov.WeeklyAov;
import io.saleslens.aov.WeeklyAovs;
import io.saleslens.indexer.SaleGroup;
import io.saleslens.indexer.SaleGroups;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the groups of a day's sales that a rule calls suspect. Only reads. */
final class Suspicions {
  private final SaleGroups groups;
  private final WeeklyAovs weeklies;
  private final RepeatAmountRule rule;

  Suspicions(SaleGroups groups, WeeklyAovs weeklies, RepeatAmountRule rule) {
    this.groups = groups;
    this.weeklies = weeklies;
    this.rule = rule;
  }

  /**
   * A suspect group and what it was measured against.
   *
   * @param repeat the group
   * @param baseline the store's weekly AOV as of the day
   */
  record Suspicion(Repeat repeat, WeeklyAov baseline) {}

  /**
   * What was found on a day.
   *
   * @param suspicions the suspect groups
   * @param noBaseline groups that could not be judged
   */
  record Found(List<Suspicion> suspicions, long noBaseline) {}

  Found on(LocalDate day) {
    List<Repeat> repeats = repeats(day);
    if (repeats.isEmpty()) {
      return new Found(List.of(), 0);
    }
    Map<String, WeeklyAov> baselines =
        weeklies.asOf(day).stream()
            .collect(Collectors.toMap(WeeklyAov::storeId, Function.identity()));
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
    return new Found(suspicions, noBaseline);
  }

  private List<Repeat> repeats(LocalDate day) {
    Collector collector = new Collector(day);
    groups.forEach(day, collector::add);
    return collector.finish();
  }

  /** Joins groups that differ in their state only; they come next to each other. */
  private final class Collector {
    private final LocalDate day;
    private final List<Repeat> repeated = new ArrayList<>();
    private Repeat current;

    Collector(LocalDate day) {
      this.day = day;
    }

    void add(SaleGroup group) {
      if (!rule.concerns(group)) {
        return;
      }
      Repeat next =
          new Repeat(
              group.storeId(), day, group.cardKey().orElseThrow(), group.amount(), group.count());
      if (next.isSameKeyAs(current)) {
        current = current.plus(group.count());
      } else {
        close();
        current = next;
      }
    }

    private void close() {
      if (current != null && rule.isRepeated(current)) {
        repeated.add(current);
      }
    }

    List<Repeat> finish() {
      close();
      current = null;
      return repeated;
    }
  }
}
