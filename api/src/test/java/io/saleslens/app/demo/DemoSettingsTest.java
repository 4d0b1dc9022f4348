package io.saleslens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  @Test
  void defaultsAreSixtyDaysOfThreeHundredShops() {
    assertThat(DemoSettings.defaults(Demo.LAST_DAY))
        .isEqualTo(new DemoSettings(200_000, 60, 1, 300, LocalDate.of(2024, 5, 31), SEOUL));
  }

  @Test
  void shopsFollowTheNumberOfSales() {
    assertThat(DemoSettings.of(50, 3, 1, Demo.LAST_DAY, SEOUL).stores()).isEqualTo(4);
    assertThat(DemoSettings.of(60_000, 45, 1, Demo.LAST_DAY, SEOUL).stores()).isEqualTo(133);
    assertThat(DemoSettings.of(5_000_000, 60, 1, Demo.LAST_DAY, SEOUL).stores()).isEqualTo(2_083);
  }

  @Test
  void whatIsOutOfRangeIsRefusedWithItsNameAndTheRange() {
    assertThatThrownBy(() -> DemoSettings.of(0, 3, 1, Demo.LAST_DAY, SEOUL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sales = 0 is not allowed: must be 1 to 1000000000");
    assertThatThrownBy(() -> DemoSettings.of(1, 0, 1, Demo.LAST_DAY, SEOUL))
        .hasMessage("days = 0 is not allowed: must be 1 to 3660");
    assertThatThrownBy(() -> new DemoSettings(1, 1, 1, 0, Demo.LAST_DAY, SEOUL))
        .hasMessageStartingWith("stores = 0");
    assertThatThrownBy(() -> DemoSettings.of(1, 1, 1, LocalDate.of(1, 1, 1), SEOUL))
        .hasMessageStartingWith("year of lastDay = 1 ");
  }

  @Test
  void aLastDayThatTheZoneLeftOutIsRefused() {
    assertThatThrownBy(
            () -> DemoSettings.of(1, 1, 1, LocalDate.of(2011, 12, 30), ZoneId.of("Pacific/Apia")))
        .hasMessage("lastDay = 2011-12-30 is not allowed: no such day in Pacific/Apia");
  }
}
