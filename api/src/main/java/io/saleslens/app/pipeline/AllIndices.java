package io.saleslens.app.pipeline;

import io.saleslens.aov.AovIndex;
import io.saleslens.app.webhook.Outbox;
import io.saleslens.fraud.FraudIndex;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Fence;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The indices of all modules: makes those that are missing, and upgrades those that are old. */
public final class AllIndices {
  private final Elastic elastic;
  private final IndexNames names;
  private final Indices indices;

  AllIndices(Elastic elastic, IndexNames names) {
    this.elastic = elastic;
    this.names = names;
    this.indices = new Indices(elastic);
  }

  /** What they are to be like. */
  public static List<IndexDefinition> definitions(IndexNames names) {
    return Stream.of(
            SalesIndex.definitions(names),
            AovIndex.definitions(names),
            FraudIndex.definitions(names),
            List.of(JobRuns.definition(names), Outbox.definition(names)))
        .flatMap(List::stream)
        .toList();
  }

  /** Names of the indices made. */
  List<String> init() {
    new Fence(elastic).forbidIndices(names);
    List<String> made = new ArrayList<>();
    definitions(names).forEach(definition -> made.addAll(indices.init(definition)));
    return made;
  }

  /** Brings indices that an older version made to this one's mappings; needs the lease. */
  void upgrade() throws InterruptedException {
    Upgrade upgrade = new Upgrade(elastic, indices);
    for (IndexDefinition definition : definitions(names)) {
      upgrade.run(definition);
    }
  }
}
