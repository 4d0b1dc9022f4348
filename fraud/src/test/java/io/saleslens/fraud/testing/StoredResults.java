package io.saleslens.fraud.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.DailyAov;
import io.saleslens.aov.WeeklyAov;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestDocuments;
import java.util.Map;
import java.util.TreeMap;

/** What stands in the derived indices, by id of the document. */
public final class StoredResults {
  private final Elastic elastic;
  private final IndexNames names;

  /** Reads by a connection that the caller closes. */
  public StoredResults(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
  }

  /** Daily AOV. */
  public Map<String, DailyAov> daily() {
    return records(names.daily(), DailyAov.class);
  }

  /** Weekly AOV. */
  public Map<String, WeeklyAov> weekly() {
    return records(names.weekly(), WeeklyAov.class);
  }

  private <T> Map<String, T> records(String index, Class<T> type) {
    Map<String, T> records = new TreeMap<>();
    TestDocuments.of(elastic, index)
        .forEach((id, document) -> records.put(id, Json.as(document, type)));
    return records;
  }

  /** Suspect sales. */
  public Map<String, ObjectNode> suspects() {
    return TestDocuments.of(elastic, names.frauds());
  }

  /**
   * Compares all three with what the formulas say.
   *
   * @throws AssertionError if one differs
   */
  public void assertEqualTo(Oracle oracle) {
    assertThat(daily()).as("daily AOV").isEqualTo(oracle.daily());
    assertThat(weekly()).as("weekly AOV").isEqualTo(oracle.weekly());
    assertThat(suspects().keySet()).as("suspects").isEqualTo(oracle.suspects());
  }
}
