package io.saleslens.bench.setup;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Which sales a table holds. The n-th sale is always the same; ids count from 1 in the order of
 * time, and each day has as many sales as any other.
 *
 * @param sales how many
 * @param days over how many business days, the last of which is {@code lastDay}
 * @param stores among how many stores, evenly: with as many sales as days times stores, each store
 *     has one sale a day
 * @param canceledPerMille of a thousand sales, so many are canceled
 * @param repeatsPerMille of a thousand groups of three sales one after the other, so many are one
 *     card paying the same large amount three times
 * @param lastDay business day of the last sale
 */
public record MadeUpSales(
    long sales,
    int days,
    int stores,
    int canceledPerMille,
    int repeatsPerMille,
    LocalDate lastDay) {

  private static final int CANCELED_PER_MILLE = 30;
  private static final int REPEATS_PER_MILLE = 2;
  private static final int FEWEST_DAYS = 8;
  private static final int MOST_DAYS = 60;
  private static final int SALES_A_DAY = 1_000;

  /** Sales up to yesterday, so that none has changed within the overlap of a sync. */
  public static MadeUpSales of(long sales, int days, int stores) {
    LocalDate yesterday = LocalDate.now(ZoneId.of("Asia/Seoul")).minusDays(1);
    return new MadeUpSales(sales, days, stores, CANCELED_PER_MILLE, REPEATS_PER_MILLE, yesterday);
  }

  /**
   * As many business days as suit so many sales: 60, fewer where there would be few sales a day.
   */
  public static int usualDays(long sales) {
    return (int) Math.max(FEWEST_DAYS, Math.min(MOST_DAYS, sales / SALES_A_DAY));
  }

  /** Business day of the first sale. */
  public LocalDate firstDay() {
    return lastDay.minusDays(days - 1L);
  }
}
