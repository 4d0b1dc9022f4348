package io.saleslens.aov;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeeklyCalculatorTest {
  private static final LocalDate AS_OF = LocalDate.parse("2023-05-08");

  private static DailyAov day(String store, int before, long total, long sales, long customers) {
    return new DailyAov(
        store,
        AS_OF.minusDays(before),
        total,
        sales,
        customers,
        total / customers,
        total / sales,
        0,
        0);
  }

  private static Map<String, WeeklyAov> compute(List<DailyAov> dailies) {
    return calculator(dailies).compute(AS_OF, Optional.of(AS_OF));
  }

  private static WeeklyCalculator calculator(List<DailyAov> dailies) {
    return new WeeklyCalculator(
        day -> dailies.stream().filter(daily -> daily.date().equals(day)).toList());
  }

  @Test
  void addsUpTheDaysInsteadOfAveragingTheirAverages() {
    assertThat(compute(List.of(day("50", 7, 1_000, 1, 1), day("50", 1, 1_000, 12, 9))))
        .containsOnlyKeys("50|2023-05-08")
        .containsEntry(
            "50|2023-05-08",
            new WeeklyAov(
                "50",
                AS_OF,
                LocalDate.parse("2023-05-01"),
                LocalDate.parse("2023-05-07"),
                2_000,
                13,
                10,
                200));
  }

  @Test
  void keepsStoresApart() {
    assertThat(compute(List.of(day("50", 3, 100, 1, 1), day("51", 3, 300, 1, 1))))
        .containsOnlyKeys("50|2023-05-08", "51|2023-05-08");
  }

  @Test
  void aWindowWithoutSalesHasNoWeeklyAov() {
    assertThat(compute(List.of())).isEmpty();
  }

  @Test
  void alongTheDaysIsWhatEachComesToAlone() {
    Random random = new Random(7);
    List<DailyAov> dailies = new ArrayList<>();
    for (int before = 1; before <= 40; before++) {
      for (String store : List.of("1", "2", "3")) {
        if (random.nextInt(5) == 0) {
          dailies.add(day(store, before, 1 + random.nextInt(999), 2, 1));
        }
      }
    }
    WeeklyCalculator along = calculator(dailies);
    for (LocalDate day = AS_OF.minusDays(40); day.isBefore(AS_OF.plusDays(9)); ) {
      Optional<LocalDate> horizon = Optional.of(day);
      assertThat(along.compute(day, horizon)).isEqualTo(calculator(dailies).compute(day, horizon));
      day = day.plusDays(1 + random.nextInt(3));
    }
    assertThat(along.compute(AS_OF.plusDays(9), Optional.of(AS_OF.plusDays(9)))).isEmpty();
  }

  @Test
  void doesNotOverflowWhereOneLargeDayTakesThePlaceOfAnother() {
    WeeklyCalculator calculator =
        calculator(
            List.of(
                day("50", 7, Long.MAX_VALUE - 7, 1, 1), day("50", 0, Long.MAX_VALUE - 9, 1, 1)));
    calculator.compute(AS_OF, Optional.of(AS_OF));
    assertThat(calculator.compute(AS_OF.plusDays(1), Optional.of(AS_OF.plusDays(1))).values())
        .extracting(WeeklyAov::totalSale)
        .containsExactly(Long.MAX_VALUE - 9);
  }
}
