package io.saleslens.indexer;

import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.List;

/** The indices that the indexer writes. Their mappings are the resources beside this class. */
public final class SalesIndex {
  private SalesIndex() {}

  /** Everything that {@code init} has to make for the indexer. */
  public static List<IndexDefinition> definitions(IndexNames names) {
    return List.of(sales(names), days(names), rejects(names), state(names));
  }

  /** One document for each sale, with the sale's id; an index for each business month. */
  static IndexDefinition sales(IndexNames names) {
    return IndexDefinition.of(SalesIndex.class, "sales", names.plain().sales(), 1, true);
  }

  private static IndexDefinition days(IndexNames names) {
    return IndexDefinition.of(SalesIndex.class, "days", names.days(), 1, false);
  }

  private static IndexDefinition rejects(IndexNames names) {
    return IndexDefinition.of(SalesIndex.class, "rejects", names.rejects(), 1, false);
  }

  /** What is remembered from one run to the next. */
  static IndexDefinition state(IndexNames names) {
    return IndexDefinition.of(SalesIndex.class, "state", names.state(), 1, false);
  }
}
