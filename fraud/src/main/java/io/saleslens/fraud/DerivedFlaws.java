package io.saleslens.fraud;

import io.saleslens.aov.AovIndex;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.BulkBody;
import io.saleslens.indexer.elastic.BulkWriter;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexFlaws;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is wrong with the indices of what is computed, as wholes; see {@link IndexFlaws}. */
final class DerivedFlaws {
  private final List<Whole> wholes;

  /**
   * @param name by which the index is written
   */
  private record Whole(String name, IndexFlaws flaws) {}

  DerivedFlaws(Elastic elastic, IndexNames names) {
    IndexNames plain = names.plain();
    Map<String, String> dayFields =
        Map.of(
            plain.days(), "date",
            plain.daily(), "date",
            plain.weekly(), "as_of",
            plain.frauds(), "business_date");
    this.wholes =
        Stream.of(
                SalesIndex.definitions(plain),
                AovIndex.definitions(plain),
                FraudIndex.definitions(plain))
            .flatMap(List::stream)
            .filter(it -> dayFields.containsKey(it.alias()))
            .map(it -> whole(elastic, it, dayFields.get(it.alias()), names))
            .toList();
  }

  private static Whole whole(
      Elastic elastic, IndexDefinition definition, String dayField, IndexNames names) {
    return new Whole(
        definition.alias() + names.fence(), new IndexFlaws(elastic, definition, dayField));
  }

  List<String> find() {
    return wholes.stream().flatMap(it -> it.flaws().find().stream()).toList();
  }

  /** Sets names right and deletes documents that are of no one day. */
  void mend(BulkWriter writer) {
    for (Whole whole : wholes) {
      whole.flaws().mendAliases();
      BulkBody body = new BulkBody();
      whole.flaws().strays().forEach(it -> body.delete(whole.name(), it.id()));
      if (!body.isEmpty()) {
        writer.writeAll(body);
      }
    }
  }
}
