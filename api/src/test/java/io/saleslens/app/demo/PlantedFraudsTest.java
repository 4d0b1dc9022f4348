package io.saleslens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlantedFraudsTest {

  @Test
  void theRuleFindsThePlantedSalesAndNoOthers() {
    for (long seed = 1; seed <= 5; seed++) {
      assertFoundExactly(Demo.of(5_000, 14, seed));
    }
    assertFoundExactly(Demo.of(60_000, 45, 7));
    assertFoundExactly(Demo.of(DemoSettings.defaults(Demo.LAST_DAY)));
  }

  @Test
  void theRuleFindsThePlantedSalesAndNoOthersInSmallDemos() {
    for (long seed = -30; seed < 30; seed++) {
      assertFoundExactly(Demo.of(1, 1, seed));
      assertFoundExactly(Demo.of(2, 5, seed));
      assertFoundExactly(Demo.of(50, 3, seed));
      assertFoundExactly(Demo.of(200, 1, seed));
      assertFoundExactly(Demo.of(300, 40, seed));
      assertFoundExactly(Demo.of(1_000, 9, seed));
    }
  }

  @Test
  void theRuleFindsThePlantedSalesAndNoOthersInBusyShopsWithFewCustomers() {
    for (long seed = 1; seed <= 5; seed++) {
      assertFoundExactly(
          Demo.of(
              new DemoSettings(8_000, 12, seed, 2, Demo.LAST_DAY, ZoneId.of("America/New_York"))));
      assertFoundExactly(
          Demo.of(new DemoSettings(400, 4, seed, 1, Demo.LAST_DAY, ZoneId.of("UTC"))));
    }
  }

  @Test
  void oneGroupIsPlantedForEvery4000SalesButThreeAtLeast() {
    assertThat(Demo.of(60_000, 45, 3).planted()).hasSize(15);
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(Demo.of(5_000, 14, seed).planted()).as("seed %d", seed).hasSize(3);
      assertThat(Demo.of(150, 5, seed).planted()).as("seed %d", seed).hasSize(3);
      assertThat(Demo.of(50, 3, seed).planted()).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void nothingIsPlantedWhereNothingCanHaveABaseline() {
    assertThat(Demo.of(10_000, 1, 1).planted()).isEmpty();
    assertThat(Demo.of(10, 3, 1).planted()).isEmpty();
  }

  @Test
  void eachGroupIsOneShopOneCardOneDayOneAmountWithSomeCanceled() {
    Demo demo = Demo.of(60_000, 45, 11);
    Map<Long, DemoSale> byId =
        demo.sales().stream().collect(Collectors.toMap(DemoSale::id, Function.identity()));
    long canceled = 0;
    for (PlantedFraud fraud : demo.planted()) {
      assertThat(fraud.saleIds()).hasSizeBetween(3, 6).isSorted().doesNotHaveDuplicates();
      List<DemoSale> sales = fraud.saleIds().stream().map(byId::get).toList();
      assertThat(sales)
          .allSatisfy(
              sale -> {
                assertThat(sale.storeId()).isEqualTo(fraud.storeId());
                assertThat(sale.cardNumber()).isEqualTo(fraud.card());
                assertThat(sale.amountSale()).isEqualTo(fraud.amount());
                assertThat(sale.soldAt().toLocalDate()).isEqualTo(fraud.date());
              });
      canceled += sales.stream().filter(DemoSale::isCanceled).count();
    }
    assertThat(canceled).isPositive().isLessThan(demo.plantedIds().size() / 2);
  }

  @Test
  void groupsAreSpreadOverDaysAndShops() {
    List<PlantedFraud> planted = Demo.of(60_000, 45, 12).planted();

    assertThat(planted.stream().map(PlantedFraud::date).distinct()).hasSizeGreaterThan(10);
    assertThat(planted.stream().map(PlantedFraud::storeId).distinct()).hasSizeGreaterThan(10);
    LocalDate firstWeekEnds = Demo.LAST_DAY.minusDays(45 - 7);
    assertThat(planted)
        .extracting(PlantedFraud::date)
        .allMatch(date -> date.isAfter(firstWeekEnds));
  }

  @Test
  void thereIsMuchThatOnlyLooksLikeFraud() {
    RepeatAmountOracle oracle = Demo.of(60_000, 45, 13).oracle();

    assertThat(oracle.harmlessRepeats()).as("harmless repeats").isGreaterThanOrEqualTo(15);
    assertThat(oracle.repeatsWithoutBaseline()).as("without baseline").isGreaterThanOrEqualTo(3);
    assertThat(oracle.largePairs()).as("large pairs").isGreaterThanOrEqualTo(15);
  }

  private static void assertFoundExactly(Demo demo) {
    assertThat(demo.oracle().suspects())
        .as("%s", demo.settings())
        .containsExactlyElementsOf(demo.plantedIds());
  }
}
