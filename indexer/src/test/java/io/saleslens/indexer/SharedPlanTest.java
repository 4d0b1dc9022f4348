package io.saleslens.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.mysql.TimeRange;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedPlanTest {
  private static final LocalDate FIRST = LocalDate.of(2023, 5, 1);

  /** Rows of days, from the first on. */
  private static SortedMap<LocalDate, Long> days(long... rows) {
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      days.put(FIRST.plusDays(i), rows[i]);
    }
    return days;
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(
        Optional.ofNullable(from).map(LocalDateTime::parse),
        Optional.ofNullable(to).map(LocalDateTime::parse));
  }

  @Test
  void rangesJoinAndReachAsFarAsTheWhole() {
    assertThat(SharedPlan.cut(TimeRange.ALL, days(5, 5, 5, 5, 5), 10))
        .containsExactly(
            range(null, "2023-05-03T00:00"),
            range("2023-05-03T00:00", "2023-05-05T00:00"),
            range("2023-05-05T00:00", null));
  }

  @Test
  void rangesOfNamedDaysKeepTheirBounds() {
    TimeRange whole = range("2023-04-30T23:00", "2023-05-03T01:00");
    assertThat(SharedPlan.cut(whole, days(5, 6), 10))
        .containsExactly(
            range("2023-04-30T23:00", "2023-05-02T00:00"),
            range("2023-05-02T00:00", "2023-05-03T01:00"));
  }

  @Test
  void aDayIsNeverCut() {
    assertThat(SharedPlan.cut(TimeRange.ALL, days(1, 100, 1), 10))
        .containsExactly(
            range(null, "2023-05-02T00:00"),
            range("2023-05-02T00:00", "2023-05-03T00:00"),
            range("2023-05-03T00:00", null));
  }

  @Test
  void anEmptyTableIsOneRange() {
    assertThat(SharedPlan.cut(TimeRange.ALL, days())).isEqualTo(List.of(TimeRange.ALL));
  }

  @Test
  void hugeTablesAreCutIntoMoreRangesSoThatNoneIsHuge() {
    long[] tenYears = new long[3_650];
    Arrays.fill(tenYears, 274_000);
    assertThat(SharedPlan.cut(TimeRange.ALL, days(tenYears))).hasSizeBetween(1_000, 1_300);
    assertThat(SharedPlan.cut(TimeRange.ALL, days(Arrays.copyOf(tenYears, 64)))).hasSize(64);
  }
}
