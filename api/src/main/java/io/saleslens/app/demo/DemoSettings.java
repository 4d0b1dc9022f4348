package io.saleslens.app.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What the demo's sales are made from; equal settings give equal sales.
 *
 * @param sales number of sales, exactly; 1 to 1,000,000,000
 * @param days number of calendar days up to and including {@code lastDay}; 1 to 3,660
 * @param seed any number; another seed gives other shops and other sales
 * @param stores number of shops; 1 to 100,000
 * @param lastDay the last business day in {@code zone}; nothing is dated later; never null
 * @param zone business zone and source zone in one: all times of the sales are its local times;
 *     never null
 */
public record DemoSettings(
    long sales, int days, long seed, int stores, LocalDate lastDay, ZoneId zone) {

  /** Sales of {@link #defaults}. */
  public static final long DEFAULT_SALES = 200_000;

  /** Days of {@link #defaults}. */
  public static final int DEFAULT_DAYS = 60;

  /** Seed of {@link #defaults}. */
  public static final long DEFAULT_SEED = 1;

  /** Zone of {@link #defaults}. */
  public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Seoul");

  private static final int USUAL_STORES = 300;
  private static final int FEWEST_STORES = 4;
  private static final int MOST_STORES = 100_000;

  /**
   * Refuses what is out of range.
   *
   * @throws IllegalArgumentException naming the setting, its value and what is allowed
   */
  public DemoSettings {
    within("sales", sales, 1, 1_000_000_000);
    within("days", days, 1, 3_660);
    within("stores", stores, 1, MOST_STORES);
    Objects.requireNonNull(lastDay, "lastDay");
    Objects.requireNonNull(zone, "zone");
    within("year of lastDay", lastDay.getYear(), 1980, 9_000);
    // Zones have jumped the date line: 2011-12-30 never was in Samoa.
    if (!new LocalTimes(zone).exists(lastDay)) {
      throw new IllegalArgumentException(
          "lastDay = " + lastDay + " is not allowed: no such day in " + zone);
    }
  }

  /**
   * 200,000 sales of 60 days in 300 shops, Asia/Seoul, seed 1.
   *
   * @param lastDay the last business day; never null
   */
  public static DemoSettings defaults(LocalDate lastDay) {
    return of(DEFAULT_SALES, DEFAULT_DAYS, DEFAULT_SEED, lastDay, DEFAULT_ZONE);
  }

  /** As the constructor, with the number of shops that suits the number of sales. */
  public static DemoSettings of(long sales, int days, long seed, LocalDate lastDay, ZoneId zone) {
    return new DemoSettings(
        sales, days, seed, usualStores(sales, Math.max(1, days)), lastDay, zone);
  }

  /** The first business day, in {@link #zone}. */
  public LocalDate firstDay() {
    return lastDay.minusDays(days - 1L);
  }

  /** About ten sales a shop and day up to 300 shops; from there shops grow busier, up to forty. */
  private static int usualStores(long sales, int days) {
    long quiet = Math.min(USUAL_STORES, sales / (10L * days));
    long busy = sales / (40L * days);
    return (int) Math.min(MOST_STORES, Math.max(FEWEST_STORES, Math.max(quiet, busy)));
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " = " + value + " is not allowed: must be " + least + " to " + most);
    }
  }
}
