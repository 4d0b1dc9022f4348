package io.saleslens.app.demo;

import java.util.ArrayList;
import java.util.List;

/** Turns a staged group into sales of one card within an hour or so, some of them canceled. */
final class StagedSales {
  private static final double SOME_CANCELED = 0.5;
  private static final int LAST_SECOND = (int) LocalTimes.DAY - 1;

  private final Dice dice;
  private final Cards cards;
  private final Till till;
  private final List<OpenFraud> frauds = new ArrayList<>();

  StagedSales(Dice dice, Cards cards, Till till) {
    this.dice = dice;
    this.cards = cards;
    this.till = till;
  }

  /** To be called before a day's other sales, which then keep clear of it. */
  void sell(StoreDay day, StagedGroup group) {
    int card = cards.draw(dice);
    OpenFraud fraud = null;
    if (group.scenario() == Scenario.FRAUD) {
      String masked = cards.masked(card);
      fraud = new OpenFraud(day.store().id(), day.date(), masked, group.amounts()[0]);
      frauds.add(fraud);
    }
    int uncanceled = group.amounts().length - canceled(group);
    int second = day.store().hours().drawSameDay(dice);
    for (int i = 0; i < group.amounts().length; i++) {
      Order order = new Order(group.amounts()[i], day.store().prices().dearest(), 1);
      till.ring(day, second, card, order, i >= uncanceled, fraud);
      second = next(day.store().hours(), second);
    }
  }

  /** In the order planted; complete once all drafts have their ids. */
  List<PlantedFraud> planted() {
    return frauds.stream().map(OpenFraud::planted).toList();
  }

  /** Fraudsters cancel what they were advanced money on; the rule counts those sales too. */
  private int canceled(StagedGroup group) {
    boolean some = group.scenario() == Scenario.FRAUD && dice.chance(SOME_CANCELED);
    return some ? dice.whole(1, 2) : 0;
  }

  private int next(OpeningHours hours, int second) {
    int next = second + dice.whole(45, 25 * 60);
    boolean open = next <= LAST_SECOND && hours.coversSecondOfDay(next);
    return open ? next : hours.drawSameDay(dice);
  }
}
