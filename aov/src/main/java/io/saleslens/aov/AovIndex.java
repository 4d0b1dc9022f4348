package io.saleslens.aov;

import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.List;

/** The two AOV indices. Their mappings are the resources beside this class. */
public final class AovIndex {
  private AovIndex() {}

  /**
   * Daily AOV, one document for each store and day with a counted sale, id {@code
   * store|yyyy-MM-dd}; and weekly AOV, one for each store and as-of day, with the same form of id.
   */
  public static List<IndexDefinition> definitions(IndexNames names) {
    return List.of(
        IndexDefinition.of(AovIndex.class, "daily", names.daily(), 1, false),
        IndexDefinition.of(AovIndex.class, "weekly", names.weekly(), 1, false));
  }
}
