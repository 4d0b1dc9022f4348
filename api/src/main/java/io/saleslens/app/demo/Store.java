package io.saleslens.app.demo;

import java.time.LocalDate;

/**
 * One shop.
 *
 * @param ledger its last week's totals; the only part that changes beside the regulars
 */
record Store(
    long id,
    StoreKind kind,
    StoreRhythm rhythm,
    OpeningHours hours,
    PriceList prices,
    Regulars regulars,
    String platform,
    WeekLedger ledger) {

  /** Expected sales of a calendar day from its own opening on, relative to other shops. */
  double expectedSameDay(LocalDate day, long daysFromStart) {
    double trading = rhythm.on(day, daysFromStart);
    return trading * (1 - hours.shareAfterMidnight());
  }

  /** Expected sales of a calendar day that belong to the night before. */
  double expectedFromNightBefore(LocalDate day, long daysFromStart) {
    double share = hours.shareAfterMidnight();
    return share == 0 ? 0 : share * rhythm.on(day.minusDays(1), daysFromStart - 1);
  }
}
