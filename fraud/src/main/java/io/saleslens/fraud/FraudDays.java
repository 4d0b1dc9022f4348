package io.saleslens.fraud;

import io.saleslens.aov.WeeklyAovs;
import io.saleslens.indexer.SaleGroups;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.DayReplacement;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.Clock;
import java.time.LocalDate;

/** The suspect sales: finds those of a day anew and keeps them. */
final class FraudDays {
  private final Suspicions suspicions;
  private final SuspectSales sales;
  private final DayReplacement replacement;

  FraudDays(
      Elastic elastic,
      IndexNames names,
      SaleGroups groups,
      WeeklyAovs weeklies,
      RepeatAmountRule rule,
      BulkWriter writer,
      Clock clock) {
    this.suspicions = new Suspicions(groups, weeklies, rule);
    this.sales = new SuspectSales(elastic, names, rule);
    this.replacement =
        new DayReplacement(
            elastic, writer, clock, names.frauds(), "business_date", "id", "detected_at");
  }

  /**
   * A day looked at anew.
   *
   * @param suspects sales suspected now
   * @param noBaseline groups that could not be judged
   * @param changes made to the stored documents
   */
  record Refreshed(long suspects, long noBaseline, DayReplacement.Changes changes) {
    static final Refreshed NOTHING = new Refreshed(0, 0, DayReplacement.Changes.NONE);

    Refreshed plus(Refreshed other) {
      return new Refreshed(
          suspects + other.suspects, noBaseline + other.noBaseline, changes.plus(other.changes));
    }
  }

  /** Finds a day's suspects from sales and weekly AOV, both visible, and stores them. */
  Refreshed refresh(LocalDate day) {
    Suspicions.Found found = suspicions.on(day);
    var documents = sales.of(day, found.suspicions());
    DayReplacement.Changes changes = replacement.replace(day, documents);
    return new Refreshed(documents.size(), found.noBaseline(), changes);
  }
}
