package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.aov.WeeklyAov;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-07");
  private static final RepeatAmountRule RULE = RepeatAmountRule.USUAL;

  private static WeeklyAov weekly(long totalSale, long numCustomer) {
    return new WeeklyAov(
        "50",
        DAY,
        DAY.minusDays(7),
        DAY.minusDays(1),
        totalSale,
        numCustomer,
        numCustomer,
        totalSale / numCustomer);
  }

  /** Of a group that was judged by a weekly AOV, with what is stored now. */
  private static Evidence evidence(
      long count, long amount, WeeklyAov judgedBy, Optional<WeeklyAov> stored) {
    return new Evidence(
        "50",
        DAY,
        "5461-11**-****-7537",
        amount,
        count,
        judgedBy.weekUnitPrice(),
        RepeatAmountRule.ratio(amount, judgedBy),
        stored);
  }

  private static String sentence(long count, long amount, WeeklyAov weekly, RepeatAmountRule rule) {
    return evidence(count, amount, weekly, Optional.of(weekly)).sentence(rule);
  }

  @Test
  void saysWhatWasSoldWhatIsNormalAndByHowMuchItIsAbove() {
    assertThat(sentence(3, 45_000, weekly(1_824_000, 120), RULE))
        .isEqualTo(
            "3 sales of 45,000 with card 5461-11**-****-7537 at store 50 on 2023-05-07; the"
                + " store's average customer paid 15,200 over the 7 days before (2023-04-30 to"
                + " 2023-05-06), so each is 2.96 times that, above the threshold of 2.");
  }

  @Test
  void showsAsManyDecimalsAsItTakesToSeeThatItIsAbove() {
    // 2,000,001 / 1,000,000
    assertThat(sentence(3, 2_000_001, weekly(3_000_000, 3), RULE))
        .endsWith("so each is 2.000001 times that, above the threshold of 2.");
    // 10 x 3 / 14.9 = 2.0134…, where the rounded average would say 7.5
    assertThat(sentence(1_000, 30, weekly(149, 10), RULE))
        .startsWith("1,000 sales of 30 with")
        .contains("average customer paid 14.90 over")
        .endsWith("so each is 2.01 times that, above the threshold of 2.");
  }

  @Test
  void aRuleThatWasSetOtherwiseMeanwhileIsNotSaidToHold() {
    String otherwise =
        "so each is 3 times that. The rule is set otherwise by now, to %s times the average: a"
            + " refresh of the day will judge them anew.";
    RepeatAmountRule higher = new RepeatAmountRule(3, BigDecimal.valueOf(3), true);
    RepeatAmountRule more = new RepeatAmountRule(4, new BigDecimal("2.50"), true);
    assertThat(sentence(3, 300, weekly(1_000, 10), higher))
        .endsWith(otherwise.formatted("3 sales above 3"));
    assertThat(sentence(3, 300, weekly(1_000, 10), more))
        .endsWith(otherwise.formatted("4 sales above 2.5"));
  }

  @Test
  void aBaselineThatChangedOrWentIsNotTakenForTheOneThatWasJudgedBy() {
    WeeklyAov judgedBy = weekly(1_824_000, 120);
    // the same rounded average, but not the same ratio
    WeeklyAov changed = weekly(1_824_119, 120);
    for (Optional<WeeklyAov> stored : List.of(Optional.<WeeklyAov>empty(), Optional.of(changed))) {
      Evidence evidence = evidence(3, 45_000, judgedBy, stored);
      assertThat(evidence.baseline()).isEmpty();
      assertThat(evidence.sentence(RULE))
          .endsWith(
              "on 2023-05-07; they were judged by an average of 15,200 over the 7 days before, of"
                  + " which each is 2.9605 times as much, but these days have changed since: they"
                  + " wait to be judged anew.");
    }
  }
}
