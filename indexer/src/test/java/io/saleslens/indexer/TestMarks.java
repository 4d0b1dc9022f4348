package io.saleslens.indexer;

import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.testing.TestIndexer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Marks days by the names given. */
record TestMarks(TestIndexer indexer, IndexNames names) {
  void mark(LocalDate day) {
    try (BulkWriter writer = new BulkWriter(indexer.elastic())) {
      new DayLedger(indexer.elastic(), writer, indexer.indices(), names.days(), Clock.systemUTC())
          .mark(List.of(day));
    }
  }
}
