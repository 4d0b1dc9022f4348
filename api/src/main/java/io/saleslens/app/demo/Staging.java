package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds a shop for each scenario of a day; no shop has two on one day, they might mix. */
final class Staging {
  private static final int LEAST_GROUP = 3;

  private final Schedule schedule;
  private final Dice dice;

  Staging(Schedule schedule, Dice dice) {
    this.schedule = schedule;
    this.dice = dice;
  }

  /**
   * What is staged, by id of the shop; in all at most about half the day's {@code sales}, so that
   * ordinary ones remain.
   */
  Map<Long, StagedGroup> stage(int dayIndex, LocalDate date, List<Store> open, long sales) {
    Map<Long, StagedGroup> staged = new HashMap<>();
    long room = Math.min(sales, Math.max(LEAST_GROUP, sales / 2));
    for (Scenario scenario : schedule.of(dayIndex)) {
      long taken = open.isEmpty() ? 0 : stageOne(scenario, date, open, room, staged);
      room -= taken;
      if (taken == 0) {
        schedule.postpone(scenario);
      }
    }
    return staged;
  }

  /** Goes round the shops once from a random one; the number of sales staged, 0 for none. */
  private int stageOne(
      Scenario scenario,
      LocalDate date,
      List<Store> open,
      long room,
      Map<Long, StagedGroup> staged) {
    int start = dice.below(open.size());
    for (int i = 0; i < open.size() && room > 0; i++) {
      Store store = open.get((start + i) % open.size());
      if (staged.containsKey(store.id())) {
        continue;
      }
      Baseline baseline = store.ledger().baseline(date.toEpochDay());
      long[] amounts = scenario.amounts(baseline, store, dice);
      if (amounts.length > 0 && amounts.length <= room) {
        staged.put(store.id(), new StagedGroup(scenario, amounts));
        return amounts.length;
      }
    }
    return 0;
  }
}
