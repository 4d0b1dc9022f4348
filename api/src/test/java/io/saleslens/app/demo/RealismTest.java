package io.saleslens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RealismTest {
  private static final Demo DEMO = Demo.of(60_000, 45, 1);
  private static final Map<Long, Store> STORES =
      new StoreFactory(DEMO.settings(), new Cards(), new Dice(DEMO.settings().seed()))
          .open().stream().collect(Collectors.toMap(Store::id, Function.identity()));

  @Test
  void twoToThreePercentAreCanceledAndThoseChangedLater() {
    assertThat(DEMO.share(DemoSale::isCanceled)).isBetween(0.02, 0.03);
    assertThat(DEMO.sales().stream().filter(DemoSale::isCanceled))
        .allMatch(sale -> sale.amountFee() == 0 && sale.amountDeposit() == 0)
        .filteredOn(sale -> sale.soldAt().toLocalDate().isBefore(Demo.LAST_DAY))
        .filteredOn(sale -> sale.created().toLocalDate().isBefore(Demo.LAST_DAY))
        .filteredOn(sale -> sale.modified().equals(sale.created()))
        .hasSizeLessThan(20);
  }

  @Test
  void aboutOnePercentOfTheOthersIsWrittenOrChangedHoursLater() {
    Predicate<DemoSale> late =
        sale ->
            !sale.isCanceled()
                && Duration.between(sale.soldAt(), sale.modified()).toMinutes() >= 55;
    assertThat(DEMO.share(late)).isBetween(0.006, 0.014);
    assertThat(DEMO.share(late.and(sale -> sale.created().equals(sale.modified()))))
        .isBetween(0.002, 0.008);
    assertThat(DEMO.share(late.and(sale -> daysLate(sale) >= 1))).isBetween(0.002, 0.008);
  }

  @Test
  void mostRowsAreWrittenAtOnceAndNeverChanged() {
    assertThat(
            DEMO.share(
                sale ->
                    sale.created().equals(sale.modified())
                        && Duration.between(sale.soldAt(), sale.created()).toSeconds() <= 60))
        .isBetween(0.95, 0.98);
  }

  @Test
  void aFewSalesAreOdd() {
    assertThat(DEMO.share(sale -> sale.cardNumber() == null)).isBetween(0.01, 0.02);
    assertThat(DEMO.share(sale -> sale.amountSale() == 0)).isBetween(0.0002, 0.002);
    assertThat(DEMO.share(sale -> sale.amountSale() < 0)).isBetween(0.0005, 0.003);
    assertThat(DEMO.share(sale -> sale.remark() != null)).isBetween(0.02, 0.04);
  }

  @Test
  void officeLunchPlacesAreEmptyOnSundaysAndPubsFullOnFridays() {
    assertThat(sales(StoreKind.OFFICE_LUNCH, DayOfWeek.SUNDAY))
        .isLessThan(sales(StoreKind.OFFICE_LUNCH, DayOfWeek.WEDNESDAY) / 4);
    assertThat(sales(StoreKind.PUB, DayOfWeek.FRIDAY))
        .isGreaterThan(sales(StoreKind.PUB, DayOfWeek.TUESDAY) * 3 / 2);
    assertThat(sales(StoreKind.CLINIC, DayOfWeek.SUNDAY)).isZero();
  }

  @Test
  void shopsSellWithinTheirHours() {
    assertThat(DEMO.sales())
        .allMatch(
            sale -> hours(sale).coversSecondOfDay(sale.soldAt().toLocalTime().toSecondOfDay()));
    assertThat(DEMO.share(sale -> kind(sale) == StoreKind.PUB && sale.soldAt().getHour() < 4))
        .as("after midnight")
        .isBetween(0.002, 0.05);
    assertThat(
            DEMO.share(
                sale -> kind(sale) == StoreKind.OFFICE_LUNCH && sale.soldAt().getHour() == 12))
        .as("at noon")
        .isGreaterThan(
            DEMO.share(
                sale -> kind(sale) == StoreKind.OFFICE_LUNCH && sale.soldAt().getHour() == 15));
  }

  @Test
  void regularsComeBack() {
    Map<String, Long> visits =
        DEMO.sales().stream()
            .filter(sale -> sale.cardNumber() != null)
            .collect(
                Collectors.groupingBy(
                    sale -> sale.storeId() + sale.cardNumber(), Collectors.counting()));

    assertThat((double) visits.size() / DEMO.sales().size()).isBetween(0.6, 0.85);
    assertThat(visits.values()).anyMatch(times -> times > 15);
  }

  @Test
  void cardsAreMaskedAndBelongToOneCompany() {
    assertThat(DEMO.sales().stream().map(DemoSale::cardNumber).filter(Objects::nonNull))
        .allMatch(card -> card.matches("\\d{4}-\\d{2}\\*\\*-\\*{4}-\\d{4}"));
    Map<String, List<String>> companies =
        DEMO.sales().stream()
            .filter(sale -> sale.cardNumber() != null)
            .collect(
                Collectors.groupingBy(
                    sale -> sale.cardNumber().substring(0, 7),
                    Collectors.mapping(
                        sale -> sale.cardCompany() + sale.cardCategory(),
                        Collectors.collectingAndThen(
                            Collectors.toSet(), found -> List.copyOf(found)))));
    assertThat(companies.values()).allMatch(found -> found.size() == 1);
    assertThat(DEMO.sales().stream().map(DemoSale::cardCompany).filter(Objects::nonNull).distinct())
        .hasSize(9)
        .contains("신한", "국민", "NH농협");
  }

  @Test
  void noFieldCouldBeTakenForAFullCardNumber() {
    assertThat(DEMO.sales())
        .allMatch(sale -> !sale.rawData().matches(".*\\d[\\d ,-]{12,}.*"))
        .allMatch(sale -> sale.numApproval().matches("\\d{8}"))
        .allMatch(sale -> Long.toString(sale.dailySaleId()).length() < 13);
  }

  @Test
  void amountsAreWonAsOnPriceTags() {
    assertThat(DEMO.sales()).allMatch(sale -> sale.amountSale() % 100 == 0);
    assertThat(DEMO.sales().stream().filter(sale -> !sale.isCanceled()))
        .allMatch(sale -> sale.amountFee() + sale.amountDeposit() == sale.amountSale())
        .allMatch(sale -> Math.abs(sale.amountFee()) <= Math.abs(sale.amountSale()) * 21 / 1_000);
  }

  @Test
  void depositsComeTwoBankDaysLater() {
    assertThat(DEMO.sales())
        .allMatch(sale -> sale.willDepositedAt().isAfter(sale.soldAt().plusDays(1)))
        .allMatch(sale -> sale.willDepositedAt().getDayOfWeek().getValue() <= 5);
  }

  @Test
  void rawDataHasQuotesCommasAndKorean() {
    assertThat(DEMO.share(sale -> sale.rawData().contains("\\\"무이자\\\""))).isGreaterThan(0.1);
    assertThat(DEMO.sales())
        .allMatch(sale -> sale.rawData().matches("\\{(\"[a-z]+\":\"([^\"\\\\]|\\\\\")*\",?)+}"));
    assertThat(DEMO.sales())
        .filteredOn(sale -> sale.amountSale() == 12_500)
        .isNotEmpty()
        .allMatch(sale -> sale.rawData().contains("\"amt\":\"12,500\""));
    assertThat(DEMO.sales())
        .filteredOn(sale -> sale.amountSale() < 0 && sale.amountSale() > -1_000_000)
        .isNotEmpty()
        .allMatch(sale -> sale.rawData().matches(".*\"amt\":\"-\\d{1,3}(,\\d{3})?\".*"));
  }

  private static long daysLate(DemoSale sale) {
    return sale.soldAt().toLocalDate().until(sale.modified().toLocalDate()).getDays();
  }

  private static long sales(StoreKind kind, DayOfWeek day) {
    return DEMO.sales().stream()
        .filter(sale -> kind(sale) == kind && sale.soldAt().getDayOfWeek() == day)
        .count();
  }

  private static StoreKind kind(DemoSale sale) {
    return STORES.get(sale.storeId()).kind();
  }

  private static OpeningHours hours(DemoSale sale) {
    return STORES.get(sale.storeId()).hours();
  }
}
