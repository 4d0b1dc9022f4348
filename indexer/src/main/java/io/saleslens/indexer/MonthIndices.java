package io.saleslens.indexer;

import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Sees to it that the index of a month is there before its first sale is written. */
final class MonthIndices {
  private final Indices indices;
  private final IndexNames names;
  private final IndexDefinition definition;
  private final Optional<BackfillSettings> fast;
  private final Set<String> prepared = new HashSet<>();

  /**
   * @param fast sets each month up for a backfill
   */
  MonthIndices(Indices indices, IndexNames names, Optional<BackfillSettings> fast) {
    this.indices = indices;
    this.names = names;
    this.definition = SalesIndex.sales(names);
    this.fast = fast;
  }

  void prepare(LocalDate businessDate) {
    String month = names.salesOf(businessDate);
    if (prepared.add(month)) {
      indices.initMonth(definition, names, businessDate);
      fast.ifPresent(settings -> settings.apply(month));
    }
  }
}
