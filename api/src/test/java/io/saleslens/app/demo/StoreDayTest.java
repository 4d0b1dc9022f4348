package io.saleslens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreDayTest {
  private static final LocalDate MONDAY = LocalDate.of(2024, 5, 6);

  private final Dice dice = new Dice(1);
  private final Cards cards = new Cards();
  private final Store store =
      new StoreFactory(Demo.of(1, 1, 1).settings(), cards, dice).open().get(0);

  @Test
  void theThirdEqualSaleAboveTwiceTheBaselineWouldBeSuspect() {
    sellOn(MONDAY, List.of(1_000L, 2_000L));
    StoreDay tuesday = new StoreDay(store, MONDAY.plusDays(1));

    tuesday.enter(7, 3_100, false);
    assertThat(tuesday.wouldBeSuspect(7, 3_100)).isFalse();
    tuesday.enter(7, 3_100, true);
    assertThat(tuesday.wouldBeSuspect(7, 3_100)).isTrue();
    assertThat(tuesday.wouldBeSuspect(8, 3_100)).as("another card").isFalse();
    assertThat(tuesday.wouldBeSuspect(7, 3_200)).as("another amount").isFalse();
    assertThat(tuesday.wouldBeSuspect(Cards.NONE, 3_100)).as("no card").isFalse();
  }

  @Test
  void repeatsOfExactlyTwiceTheBaselineAreHarmless() {
    sellOn(MONDAY, List.of(1_000L, 2_000L));
    StoreDay tuesday = new StoreDay(store, MONDAY.plusDays(1));

    for (int i = 0; i < 5; i++) {
      tuesday.enter(7, 3_000, false);
    }
    assertThat(tuesday.wouldBeSuspect(7, 3_000)).isFalse();
  }

  @Test
  void theBaselineIsSevenDaysWithoutTheDayItself() {
    sellOn(MONDAY, List.of(1_000L));

    assertThat(baseline(MONDAY).exists()).isFalse();
    assertThat(baseline(MONDAY.plusDays(1))).isEqualTo(new Baseline(1_000, 1));
    assertThat(baseline(MONDAY.plusDays(7))).isEqualTo(new Baseline(1_000, 1));
    assertThat(baseline(MONDAY.plusDays(8)).exists()).isFalse();
  }

  @Test
  void customersAreDistinctCardsAndEachSaleWithoutOne() {
    StoreDay day = new StoreDay(store, MONDAY);
    day.enter(1, 500, false);
    day.enter(1, 700, false);
    day.enter(Cards.NONE, 300, false);
    day.enter(Cards.NONE, 300, false);
    day.enter(2, 9_000, true);
    day.enter(3, 0, false);
    day.enter(4, -500, false);
    day.close();

    assertThat(baseline(MONDAY.plusDays(1))).isEqualTo(new Baseline(1_800, 3));
  }

  private void sellOn(LocalDate date, List<Long> amounts) {
    StoreDay day = new StoreDay(store, date);
    for (int i = 0; i < amounts.size(); i++) {
      day.enter(i, amounts.get(i), false);
    }
    day.close();
  }

  private Baseline baseline(LocalDate asOf) {
    return store.ledger().baseline(asOf.toEpochDay());
  }
}
