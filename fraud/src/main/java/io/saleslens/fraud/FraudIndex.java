package io.saleslens.fraud;

import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.List;

/** The index of suspect sales. Its mapping is the resource beside this class. */
public final class FraudIndex {
  private FraudIndex() {}

  /** One document for each suspect sale, with the sale's id. */
  public static List<IndexDefinition> definitions(IndexNames names) {
    return List.of(IndexDefinition.of(FraudIndex.class, "frauds", names.frauds(), 1, false));
  }
}
