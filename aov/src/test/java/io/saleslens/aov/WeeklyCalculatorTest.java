package io.saleslens.aov;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
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

  @Test
  void addsUpTheDaysInsteadOfAveragingTheirAverages() {
    assertThat(
            WeeklyCalculator.compute(
                AS_OF,
                List.of(List.of(day("50", 7, 1_000, 1, 1)), List.of(day("50", 1, 1_000, 12, 9)))))
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
    assertThat(
            WeeklyCalculator.compute(
                AS_OF,
                List.of(List.of(day("50", 3, 100, 1, 1), day("51", 3, 300, 1, 1)), List.of())))
        .containsOnlyKeys("50|2023-05-08", "51|2023-05-08");
  }

  @Test
  void aWindowWithoutSalesHasNoWeeklyAov() {
    assertThat(WeeklyCalculator.compute(AS_OF, List.of(List.of(), List.of()))).isEmpty();
  }
}
