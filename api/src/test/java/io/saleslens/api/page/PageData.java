package io.saleslens.api.page;

import io.saleslens.api.Documents;
import io.saleslens.app.TestInstance;
import io.saleslens.app.demo.DemoSettings;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the page is tried on. */
final class PageData {
  static final LocalDate LAST_DAY = LocalDate.parse("2024-05-31");

  /** Five weeks of twelve stores with frauds planted among their sales. */
  static final DemoSettings DEMO =
      new DemoSettings(4_000, 35, 1, 12, LAST_DAY, ZoneId.of("Asia/Seoul"));

  static final int MANY_STORES = 10_000;
  private static final int DAYS = 2;
  private static final int SUSPECTS = 2_000;

  private PageData() {}

  /**
   * Two days of ten thousand stores, and suspects of many of them, as if they had been computed.
   */
  static void writeManyStores(TestInstance instance) {
    IndexNames names = instance.pipeline().settings().names();
    Map<String, Object> dailies = new LinkedHashMap<>();
    Map<String, Object> weeklies = new LinkedHashMap<>();
    Map<String, Object> suspects = new LinkedHashMap<>();
    Map<String, Object> days = new LinkedHashMap<>();
    for (int ago = 0; ago < DAYS; ago++) {
      LocalDate day = LAST_DAY.minusDays(ago);
      for (int store = 1; store <= MANY_STORES; store++) {
        long customers = 1 + store % 97;
        dailies.put(
            store + "|" + day,
            Documents.daily(
                "" + store, day, customers * 1_000L * (3 + store % 41) + ago, customers));
      }
      days.put(day.toString(), Documents.day(day, ago == 0));
    }
    for (int store = 1; store <= MANY_STORES; store++) {
      LocalDate asOf = LAST_DAY.plusDays(1);
      weeklies.put(
          store + "|" + asOf, Documents.weekly("" + store, asOf, store * 70_000L, 7 + store % 13));
    }
    for (int i = 0; i < SUSPECTS; i++) {
      LocalDate day = LAST_DAY.minusDays(i / 3 % DAYS);
      suspects.put("s" + i, Documents.suspect("s" + i, "" + (1 + i / 3), day));
    }
    instance.write(names.daily(), dailies);
    instance.write(names.weekly(), weeklies);
    instance.write(names.frauds(), suspects);
    instance.write(names.days(), days);
  }
}
