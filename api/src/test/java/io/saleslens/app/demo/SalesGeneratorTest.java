package io.saleslens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SalesGeneratorTest {

  @Test
  void equalSettingsGiveEqualSales() {
    DemoSettings settings = Demo.of(5_000, 14, 42).settings();

    assertThat(Demo.of(settings)).isEqualTo(Demo.of(settings));
  }

  @Test
  void oneGeneratorGivesTheSameSalesEachTime() {
    SalesGenerator generator = new SalesGenerator(Demo.of(1, 1, 1).settings());
    Set<DemoSale> sales = new HashSet<>();

    assertThat(generator.generate(sales::add)).isEqualTo(generator.generate(sales::add));
    assertThat(sales).hasSize(1);
  }

  @Test
  void theLocaleMakesNoDifference() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Demo arabic = Demo.of(500, 4, 3);
      Locale.setDefault(Locale.ROOT);
      assertThat(Demo.of(500, 4, 3)).isEqualTo(arabic);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anotherSeedGivesOtherSales() {
    assertThat(Demo.of(1_000, 5, 1).sales()).isNotEqualTo(Demo.of(1_000, 5, 2).sales());
  }

  @Test
  void exactlyAsManySalesAsAskedFor() {
    for (int sales : new int[] {1, 2, 7, 49, 50, 51, 399, 1_001, 12_345}) {
      for (int days : new int[] {1, 2, 8, 33}) {
        assertThat(Demo.of(sales, days, sales).sales()).hasSize(sales);
      }
    }
  }

  @Test
  void idsIncreaseWithTheTimeOfWriting() {
    Demo demo = Demo.of(5_000, 14, 5);

    assertThat(demo.sales()).extracting(DemoSale::id).isSorted().doesNotHaveDuplicates();
    assertThat(demo.sales()).extracting(DemoSale::created).isSorted();
  }

  @Test
  void salesLieWithinTheDaysAndNothingIsWrittenAfterThem() {
    Demo demo = Demo.of(5_000, 14, 6);

    LocalDate first = demo.settings().firstDay();
    LocalDateTime end = Demo.LAST_DAY.plusDays(1).atStartOfDay();
    assertThat(first).isEqualTo(LocalDate.of(2024, 5, 18));
    assertThat(demo.sales())
        .allMatch(sale -> !sale.soldAt().toLocalDate().isBefore(first))
        .allMatch(sale -> sale.soldAt().isBefore(end))
        .allMatch(sale -> sale.modified().isBefore(end))
        .allMatch(sale -> !sale.created().isBefore(sale.soldAt()))
        .allMatch(sale -> !sale.modified().isBefore(sale.created()));
    assertThat(demo.sales().stream().map(sale -> sale.soldAt().toLocalDate()).distinct())
        .hasSize(14);
  }

  @Test
  void everyTimeExistsInItsZoneWhateverTheClocksDo() {
    assertTimesExist("America/New_York", LocalDate.of(2024, 3, 14));
    assertTimesExist("Africa/Cairo", LocalDate.of(2023, 4, 30)); // midnight left out on the 28th
    assertTimesExist("America/St_Johns", LocalDate.of(2011, 3, 15)); // a gap from 00:01 on the 13th
    assertTimesExist("Pacific/Apia", LocalDate.of(2012, 1, 3)); // the 30th of December left out
    assertTimesExist("America/Nuuk", LocalDate.of(2024, 4, 2)); // a gap that ends at midnight
    assertTimesExist("America/Nuuk", LocalDate.of(2024, 3, 30)); // and on the very last day
    assertTimesExist("Australia/Lord_Howe", LocalDate.of(2024, 10, 8)); // half an hour
  }

  @Test
  void whatTheSinkThrowsEndsTheGeneration() {
    SalesGenerator generator = new SalesGenerator(Demo.of(1, 1, 1).settings());

    assertThatThrownBy(
            () ->
                generator.generate(
                    sale -> {
                      throw new IllegalStateException("full");
                    }))
        .hasMessage("full");
  }

  @Test
  void valuesFollowTheColumns() {
    DemoSale sale = Demo.of(1, 1, 1).sales().get(0);

    assertThat(DemoSale.COLUMNS).hasSize(23).doesNotHaveDuplicates();
    assertThat(sale.values()).hasSize(23);
    var parts = DemoSale.class.getRecordComponents();
    for (int i = 0; i < parts.length; i++) {
      String snake = parts[i].getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      assertThat(DemoSale.COLUMNS.get(i)).isEqualTo(snake);
      assertThat(sale.toString()).contains(parts[i].getName() + "=" + sale.values()[i]);
    }
  }

  private static void assertTimesExist(String zone, LocalDate lastDay) {
    ZoneId id = ZoneId.of(zone);
    Demo demo = Demo.of(DemoSettings.of(20_000, 6, 9, lastDay, id));
    assertThat(demo.sales())
        .as(zone)
        .hasSize(20_000)
        .allMatch(sale -> exists(sale.soldAt(), id))
        .allMatch(sale -> exists(sale.willDepositedAt(), id))
        .allMatch(sale -> exists(sale.created(), id))
        .allMatch(sale -> exists(sale.modified(), id))
        .allMatch(sale -> !sale.created().isBefore(sale.soldAt()))
        .allMatch(sale -> !sale.modified().isBefore(sale.created()))
        .allMatch(sale -> !sale.modified().toLocalDate().isAfter(lastDay));
    assertThat(demo.oracle().suspects())
        .as(zone)
        .isNotEmpty()
        .containsExactlyElementsOf(demo.plantedIds());
  }

  private static boolean exists(LocalDateTime time, ZoneId zone) {
    return time.atZone(zone).toLocalDateTime().equals(time);
  }
}
