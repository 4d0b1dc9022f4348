package io.saleslens.fraud;

import io.saleslens.aov.DailyAovs;
import io.saleslens.aov.WeeklyAovs;
import io.saleslens.indexer.elastic.DayReplacement;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Clock;

/**
 * What is computed from the sales, as it is stored.
 *
 * @param dailies daily AOV
 * @param weeklies weekly AOV
 * @param suspects suspect sales
 */
record DerivedIndices(DailyAovs dailies, WeeklyAovs weeklies, DayReplacement suspects) {

  static DerivedIndices of(Elastic elastic, IndexNames names, Clock clock) {
    return new DerivedIndices(
        new DailyAovs(elastic, names, clock),
        new WeeklyAovs(elastic, names, clock),
        new DayReplacement(elastic, clock, names.frauds(), "business_date", "id", "detected_at"));
  }
}
