package io.saleslens.app.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** Opens the shops of a demo. */
final class StoreFactory {
  private static final String[] PLATFORMS = {"KCP", "NICE", "TOSS", "KICC", "INICIS", "KSNET"};
  private static final double VISITS_OF_A_REGULAR = 6;

  private final DemoSettings settings;
  private final Cards cards;
  private final Dice dice;

  StoreFactory(DemoSettings settings, Cards cards, Dice dice) {
    this.settings = settings;
    this.cards = cards;
    this.dice = dice;
  }

  List<Store> open() {
    StoreKind[] kinds = StoreKind.values();
    Weights shares = new Weights(Arrays.stream(kinds).mapToDouble(StoreKind::share).toArray());
    List<Store> stores = new ArrayList<>();
    // The first never closes, so that every day has somewhere to put its sales.
    stores.add(open(1, StoreKind.CONVENIENCE));
    for (int id = 2; id <= settings.stores(); id++) {
      stores.add(open(id, kinds[shares.draw(dice)]));
    }
    return List.copyOf(stores);
  }

  private Store open(long id, StoreKind kind) {
    StoreRhythm rhythm = id == 1 ? steady(kind) : rhythm(kind);
    double salesADay = rhythm.size() * settings.sales() / settings.days() / settings.stores();
    double regularVisits = salesADay * kind.regulars() * FastMath.min(settings.days(), 60);
    int regulars = (int) FastMath.min(5_000, 3 + regularVisits / VISITS_OF_A_REGULAR);
    return new Store(
        id,
        kind,
        rhythm,
        hours(kind.hours()),
        new PriceList(kind.menu(), dice),
        new Regulars(regulars, cards, dice),
        dice.any(PLATFORMS),
        new WeekLedger());
  }

  private StoreRhythm steady(StoreKind kind) {
    return new StoreRhythm(kind, kind.size(), 0, kind.week().factors(), always(), never());
  }

  private StoreRhythm rhythm(StoreKind kind) {
    double size = kind.size() * FastMath.min(6, dice.longTailed(1, 0.6).sample());
    double growth = 0.08 * dice.normal();
    return new StoreRhythm(kind, size, growth, week(kind.week()), life(), vacation());
  }

  /** The kind's week with the shop's own habits: a closing day where trade is slow anyway. */
  private double[] week(StoreKind.Week usual) {
    double[] week = usual.factors().clone();
    int slowest = 0;
    for (int day = 0; day < week.length; day++) {
      slowest = week[day] < week[slowest] ? day : slowest;
      week[day] *= dice.between(0.9, 1.1);
    }
    if (dice.chance(usual.restsOneDay())) {
      week[slowest] = 0;
    }
    return week;
  }

  private OpeningHours hours(StoreKind.Hours usual) {
    int opens = minutes(usual.opens());
    int closes = minutes(usual.closes());
    if (closes - opens < 24 * 60) {
      opens += 30 * dice.whole(-1, 1);
      closes += 30 * dice.whole(-1, 1);
    }
    return new OpeningHours(opens, closes, usual.peaks());
  }

  private static int minutes(double hour) {
    return (int) FastMath.round(hour * 60);
  }

  /** A few shops open or give up within the days of the demo. */
  private StoreRhythm.Days life() {
    LocalDate someDay = settings.firstDay().plusDays(dice.below(settings.days()));
    if (dice.chance(0.05)) {
      return new StoreRhythm.Days(someDay, LocalDate.MAX);
    }
    return dice.chance(0.03) ? new StoreRhythm.Days(LocalDate.MIN, someDay) : always();
  }

  /** Some shut for longer than a week, and come back without a baseline. */
  private StoreRhythm.Days vacation() {
    if (!dice.chance(0.12)) {
      return never();
    }
    LocalDate from = settings.firstDay().plusDays(dice.below(settings.days()));
    return new StoreRhythm.Days(from, from.plusDays(dice.whole(2, 9)));
  }

  private static StoreRhythm.Days always() {
    return new StoreRhythm.Days(LocalDate.MIN, LocalDate.MAX);
  }

  private static StoreRhythm.Days never() {
    return new StoreRhythm.Days(LocalDate.MAX, LocalDate.MIN);
  }
}
