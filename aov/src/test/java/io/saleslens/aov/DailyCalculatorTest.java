package io.saleslens.aov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.SaleGroup;
import io.saleslens.indexer.StoreSales;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DailyCalculatorTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");

  private final DailyCalculator calculator = new DailyCalculator(DAY);

  private final Map<String, StoreSales> stores = new HashMap<>();

  private void add(String store, Long card, long amount, Boolean canceled, long count) {
    SaleGroup group =
        new SaleGroup(
            store, Optional.ofNullable(card), amount, Optional.ofNullable(canceled), count);
    calculator.add(group);
    stores.merge(store, StoreSales.none(store).plus(group), (before, its) -> before.plus(group));
    calculator.add(stores.get(store));
  }

  @Test
  void aCardCountsOnceAndASaleWithoutCardEachTime() {
    add("50", null, 100, false, 2);
    add("50", 7L, 100, false, 3);
    add("50", 7L, 250, false, 1);
    add("50", 8L, 100, false, 1);
    assertThat(calculator.finish())
        .isEqualTo(
            Map.of("50|2023-05-01", new DailyAov("50", DAY, 850, 7, 4, 850 / 4, 850 / 7, 0, 0)));
  }

  @Test
  void groupsOfCardsThatCameOnceMakeNoDifference() {
    calculator.add(new StoreSales("50", 5, 4, 400, 1, 100));
    calculator.add(new SaleGroup("50", Optional.of(7L), 100, Optional.of(false), 2));
    assertThat(calculator.finish().values()).extracting(DailyAov::numCustomer).containsOnly(3L);
    calculator.add(new SaleGroup("50", Optional.of(8L), 100, Optional.of(false), 1));
    assertThat(calculator.finish().values()).extracting(DailyAov::numCustomer).containsOnly(3L);
  }

  @Test
  void aCardOfTwoStoresIsACustomerOfBoth() {
    add("50", 7L, 100, false, 1);
    add("51", 7L, 100, false, 1);
    assertThat(calculator.finish().values()).extracting(DailyAov::numCustomer).containsOnly(1L);
    assertThat(calculator.totals().numCustomer()).isEqualTo(2);
  }

  @Test
  void canceledZeroNegativeAndUnknownSalesDoNotCount() {
    add("50", 1L, 100, true, 1);
    add("50", 2L, 0, false, 1);
    add("50", 3L, -100, false, 1);
    add("50", 4L, 100, null, 1);
    assertThat(calculator.finish()).isEmpty();
    assertThat(calculator.totals().sales()).isEqualTo(4);
    assertThat(calculator.totals().counted()).isZero();
  }

  @Test
  void canceledSalesAreSummedWithoutTheirSign() {
    add("50", 1L, -300, true, 2);
    add("50", 1L, 100, true, 1);
    add("50", 1L, 100, false, 1);
    assertThat(calculator.finish())
        .containsEntry("50|2023-05-01", new DailyAov("50", DAY, 100, 1, 1, 100, 100, 3, 700));
  }

  @Test
  void quotientsAreRoundedDown() {
    add("50", 1L, 199, false, 1);
    add("50", 2L, 200, false, 1);
    DailyAov daily = calculator.finish().get("50|2023-05-01");
    assertThat(daily.unitPrice()).isEqualTo(199);
    assertThat(daily.avgTicket()).isEqualTo(199);
  }

  @Test
  void aSumThatDoesNotFitIsAnErrorNotANumber() {
    add("50", 1L, Long.MAX_VALUE, false, 1);
    assertThatThrownBy(() -> add("50", 2L, 1, false, 1)).isInstanceOf(ArithmeticException.class);
  }
}
