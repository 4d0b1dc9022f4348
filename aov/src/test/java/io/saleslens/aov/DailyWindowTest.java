package io.saleslens.aov;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyWindowTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-08");

  private final List<DailyAov> inside = new ArrayList<>();
  private final List<LocalDate> asked = new ArrayList<>();
  private final DailyWindow window =
      new DailyWindow(
          day -> {
            asked.add(day);
            return List.of(daily(day, 1));
          });

  private static DailyAov daily(LocalDate day, long total) {
    return new DailyAov("50", day, total, 1, 1, total, total, 0, 0);
  }

  private List<DailyAov> before(LocalDate asOf) {
    window.slide(asOf, inside::remove, inside::add);
    return List.copyOf(inside);
  }

  @Test
  void hasTheSevenDaysBeforeNotTheDayItself() {
    window.put(DAY, List.of(daily(DAY, 2)));
    assertThat(before(DAY))
        .extracting(DailyAov::date)
        .isEqualTo(DAY.minusDays(7).datesUntil(DAY).toList());
  }

  @Test
  void asksForEachDayOnceAndNeverForOneThatWasComputed() {
    window.put(DAY, List.of(daily(DAY, 2)));
    assertThat(before(DAY.plusDays(1))).contains(daily(DAY, 2));
    assertThat(before(DAY.plusDays(2))).contains(daily(DAY, 2));
    assertThat(asked).doesNotHaveDuplicates().doesNotContain(DAY).hasSize(7);
  }

  @Test
  void passesOnFromOneDayToTheNextOnlyWhatChanges() {
    before(DAY);
    List<DailyAov> left = new ArrayList<>();
    List<DailyAov> entered = new ArrayList<>();
    window.slide(DAY.plusDays(2), left::add, entered::add);
    assertThat(left).extracting(DailyAov::date).containsExactly(DAY.minusDays(7), DAY.minusDays(6));
    assertThat(entered).extracting(DailyAov::date).containsExactly(DAY, DAY.plusDays(1));
    window.slide(DAY.plusDays(2), left::add, entered::add);
    assertThat(left).hasSize(2);
    assertThat(entered).hasSize(2);
  }

  @Test
  void forgetsADayThatIsMoreThanSevenDaysBack() {
    window.put(DAY, List.of(daily(DAY, 2)));
    assertThat(before(DAY.plusDays(7))).contains(daily(DAY, 2));
    assertThat(before(DAY.plusDays(8))).doesNotContain(daily(DAY, 2)).hasSize(7);
  }

  @Test
  void doesNotAskForADayAgainThatHasNone() {
    window.put(DAY, List.of());
    assertThat(before(DAY.plusDays(1))).hasSize(6);
    assertThat(asked).doesNotContain(DAY);
  }
}
