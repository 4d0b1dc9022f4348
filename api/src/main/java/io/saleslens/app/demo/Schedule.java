package io.saleslens.app.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * On which day which scenarios are to be staged. A fraud that finds no room or no fitting shop on
 * its day waits for the next one; other scenarios are dropped.
 */
final class Schedule {
  private static final long SALES_PER_FRAUD = 4_000;
  private static final long LEAST_FRAUDS = 3;

  private final List<List<Scenario>> byDay = new ArrayList<>();
  private final Deque<Scenario> waiting = new ArrayDeque<>();

  Schedule(DemoSettings settings, Dice dice) {
    int days = settings.days();
    for (int day = 0; day < days; day++) {
      byDay.add(new ArrayList<>());
    }
    // Nothing has a baseline on the first day, and little a good one in the first week.
    spread(Scenario.FRAUD, frauds(settings), Math.min(7, Math.max(1, days / 3)), dice);
    long others = others(settings);
    spread(Scenario.TWO_LARGE, others, 1, dice);
    spread(Scenario.LARGE_BUT_DIFFERENT, others, 1, dice);
    spread(Scenario.HARMLESS_REPEAT, others, 1, dice);
    spread(Scenario.NO_BASELINE, others, 0, dice);
    for (long i = 0; i < Math.min(LEAST_FRAUDS, others); i++) {
      byDay.get(0).add(Scenario.NO_BASELINE);
    }
  }

  /** One for every 4,000 sales, three from 150 sales on, one from 50; none in a single day. */
  static long frauds(DemoSettings settings) {
    long least = Math.min(LEAST_FRAUDS, settings.sales() / 50);
    return settings.days() < 2 ? 0 : Math.max(least, settings.sales() / SALES_PER_FRAUD);
  }

  /** The scenarios of a day, those that waited first. */
  List<Scenario> of(int day) {
    List<Scenario> due = new ArrayList<>(waiting);
    waiting.clear();
    due.addAll(byDay.get(day));
    return due;
  }

  void postpone(Scenario scenario) {
    if (scenario == Scenario.FRAUD) {
      waiting.add(scenario);
    }
  }

  private static long others(DemoSettings settings) {
    return Math.min(settings.sales() / 400, Math.max(3, settings.sales() / SALES_PER_FRAUD));
  }

  /** Evenly over the days from {@code first} on, each a little off its place. */
  private void spread(Scenario scenario, long count, int first, Dice dice) {
    int days = byDay.size() - first;
    for (long i = 0; i < count && days > 0; i++) {
      double at = (i + dice.unit()) / count;
      byDay.get(first + (int) (at * days)).add(scenario);
    }
  }
}
