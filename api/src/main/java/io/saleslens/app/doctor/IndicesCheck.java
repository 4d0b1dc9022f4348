package io.saleslens.app.doctor;

import io.saleslens.app.pipeline.AllIndices;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether the indices are there, behind their aliases, with mappings that are ours. */
final class IndicesCheck implements Check {
  private final Indices indices;
  private final IndexNames names;

  IndicesCheck(Elastic elastic, IndexNames names) {
    this.indices = new Indices(elastic);
    this.names = names;
  }

  @Override
  public String name() {
    return "indices";
  }

  @Override
  public List<Finding> look() {
    List<Finding> wrong = new ArrayList<>();
    int number = 0;
    for (IndexDefinition definition : AllIndices.definitions(names)) {
      try {
        Set<String> existing = indices.check(definition);
        number += existing.size();
        if (existing.isEmpty() && !definition.monthly()) {
          wrong.add(
              Finding.fail(name(), definition.alias() + " is missing", "Run ./saleslens init."));
        } else if (existing.contains(definition.alias())) {
          wrong.add(
              Finding.fail(
                  name(),
                  definition.alias() + " is an index, where an alias must be",
                  "Delete it if it is not needed, then run ./saleslens init; or give another saleslens.index.prefix."));
        }
        List<String> older = indices.olderThan(definition);
        if (!older.isEmpty()) {
          wrong.add(
              Finding.warn(
                  name(),
                  "of an older version: " + String.join(", ", older),
                  "Nothing to do: the next job brings them up to date."));
        }
      } catch (SettingsException e) {
        wrong.add(Finding.fail(name(), e.getMessage(), null));
      }
    }
    return wrong.isEmpty()
        ? List.of(Finding.ok(name(), number + ", mappings as they should be"))
        : wrong;
  }
}
