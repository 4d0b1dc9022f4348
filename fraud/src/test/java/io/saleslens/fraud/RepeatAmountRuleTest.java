package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.aov.WeeklyAov;
import io.saleslens.fraud.RepeatAmountRule.Verdict;
import io.saleslens.indexer.SaleGroup;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepeatAmountRuleTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-08");
  private static final RepeatAmountRule RULE = TestPipeline.RULE;

  private static Optional<WeeklyAov> normal(long totalSale, long numCustomer) {
    return Optional.of(
        new WeeklyAov(
            "50",
            DAY,
            DAY.minusDays(7),
            DAY.minusDays(1),
            totalSale,
            numCustomer,
            numCustomer,
            totalSale / numCustomer));
  }

  private static Repeat repeat(long amount, long count) {
    return new Repeat("50", DAY, 7, amount, count);
  }

  private static SaleGroup group(Optional<Long> card, long amount, Boolean canceled) {
    return new SaleGroup("50", card, amount, Optional.ofNullable(canceled), 1);
  }

  @Test
  void anAmountOfExactlyTwiceTheAovIsOrdinary() {
    assertThat(RULE.judge(repeat(200, 3), normal(1_000, 10))).isEqualTo(Verdict.ORDINARY);
  }

  @Test
  void oneUnitAboveTwiceTheAovIsSuspect() {
    assertThat(RULE.judge(repeat(201, 3), normal(1_000, 10))).isEqualTo(Verdict.SUSPECT);
  }

  @Test
  void aFractionAboveTwiceTheAovIsSuspectThoughTheRoundedAovWouldHideIt() {
    // AOV 1,001 / 10 = 100.1, shown as 100; 2 x 100.1 = 200.2
    assertThat(RULE.judge(repeat(200, 3), normal(1_001, 10))).isEqualTo(Verdict.ORDINARY);
    assertThat(RULE.judge(repeat(201, 3), normal(1_001, 10))).isEqualTo(Verdict.SUSPECT);
    // AOV 1,009 / 10 = 100.9, shown as 100; 2 x 100.9 = 201.8
    assertThat(RULE.judge(repeat(201, 3), normal(1_009, 10))).isEqualTo(Verdict.ORDINARY);
  }

  @Test
  void productsBeyondALongAreComparedExactly() {
    long big = 4_000_000_000_000_000_000L;
    assertThat(RULE.judge(repeat(big, 3), normal(big, 2))).isEqualTo(Verdict.ORDINARY);
    assertThat(RULE.judge(repeat(big + 1, 3), normal(big, 2))).isEqualTo(Verdict.SUSPECT);
  }

  @Test
  void withoutAWeeklyAovNothingIsJudged() {
    assertThat(RULE.judge(repeat(1_000_000, 3), Optional.empty())).isEqualTo(Verdict.NO_BASELINE);
  }

  @Test
  void aMultipleWithDecimalsIsExact() {
    RepeatAmountRule rule = new RepeatAmountRule(3, new BigDecimal("1.5"), true);
    assertThat(rule.judge(repeat(150, 3), normal(1_000, 10))).isEqualTo(Verdict.ORDINARY);
    assertThat(rule.judge(repeat(151, 3), normal(1_000, 10))).isEqualTo(Verdict.SUSPECT);
  }

  @Test
  void twoAreNoRepeatAndThreeAre() {
    assertThat(RULE.isRepeated(repeat(1, 2))).isFalse();
    assertThat(RULE.isRepeated(repeat(1, 3))).isTrue();
  }

  @Test
  void onlySalesWithACardAndAnAmountAboveZeroAreLookedAt() {
    assertThat(RULE.concerns(group(Optional.of(7L), 1, false))).isTrue();
    assertThat(RULE.concerns(group(Optional.empty(), 1, false))).isFalse();
    assertThat(RULE.concerns(group(Optional.of(7L), 0, false))).isFalse();
    assertThat(RULE.concerns(group(Optional.of(7L), -1, false))).isFalse();
  }

  @Test
  void canceledSalesBelongToAGroupUnlessTheSettingLeavesThemOut() {
    RepeatAmountRule without = new RepeatAmountRule(3, BigDecimal.valueOf(2), false);
    assertThat(RULE.concerns(group(Optional.of(7L), 1, true))).isTrue();
    assertThat(without.concerns(group(Optional.of(7L), 1, true))).isFalse();
    assertThat(without.concerns(group(Optional.of(7L), 1, null))).isTrue();
  }

  @Test
  void theRatioShownIsRoundedDown() {
    assertThat(RepeatAmountRule.ratio(200, normal(999, 3).orElseThrow())).isEqualTo(0.6006);
  }
}
