package io.saleslens.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.DayLedger;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What the documents of a day should be, each by its id.
 *
 * @param date the day
 * @param daily its daily AOV; empty if that was not asked for, or is not known
 * @param weekly weekly AOV as of it; empty if that was not asked for, or is not known
 * @param suspects its suspect sales; empty if they are not known
 * @param noBaseline groups of repeats that could not be judged
 */
record ComputedDay(
    LocalDate date,
    Optional<Daily> daily,
    Optional<Map<String, WeeklyAov>> weekly,
    Optional<Map<String, ObjectNode>> suspects,
    long noBaseline) {

  /**
   * The daily AOV of a day.
   *
   * @param documents for each store
   * @param totals over all stores
   */
  record Daily(Map<String, DailyAov> documents, DayLedger.Totals totals) {}
}
