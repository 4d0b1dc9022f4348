package io.saleslens.app.doctor;

import io.saleslens.app.pipeline.AllIndices;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.IndexTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether the templates are there that new months are made from and lost leases are shut out by,
 * and which of others match the names of our indices.
 */
final class TemplatesCheck implements Check {
  private final Questions questions;
  private final IndexNames names;

  TemplatesCheck(Questions questions, IndexNames names) {
    this.questions = questions;
    this.names = names;
  }

  @Override
  public String name() {
    return "templates";
  }

  @Override
  public List<Finding> look() {
    Optional<List<IndexTemplate>> composable =
        questions.get(IndexTemplate.ASK_COMPOSABLE).map(IndexTemplate::composable);
    if (composable.isEmpty()) {
      return List.of(
          Finding.ok(
              name(),
              "not told to this account (that takes the privilege manage_index_templates)"));
    }
    Set<String> missing = new TreeSet<>(Set.of(names.sales(), names.prefix() + "write_aliases"));
    composable.get().forEach(it -> missing.remove(it.name()));
    if (!missing.isEmpty()) {
      return List.of(
          Finding.fail(name(), "missing: " + String.join(", ", missing), "Run ./saleslens init."));
    }
    List<IndexTemplate> legacy =
        questions.get(IndexTemplate.ASK_LEGACY).map(IndexTemplate::legacy).orElse(List.of());
    return findings(composable.get(), legacy);
  }

  private List<Finding> findings(List<IndexTemplate> composable, List<IndexTemplate> legacy) {
    Map<String, IndexTemplate> ours =
        composable.stream()
            .filter(IndexTemplate::isOurs)
            .collect(Collectors.toMap(IndexTemplate::name, Function.identity()));
    Set<String> harmless = new TreeSet<>();
    Set<String> above = new TreeSet<>();
    for (IndexDefinition definition : AllIndices.definitions(names)) {
      List<String> reached = List.of(definition.pattern());
      long priority =
          Optional.ofNullable(ours.get(definition.alias()))
              .map(IndexTemplate::priority)
              .orElse(Long.MAX_VALUE);
      for (IndexTemplate other : composable) {
        if (!other.isOurs() && !names.sales().equals(other.name()) && other.reaches(reached)) {
          (other.priority() >= priority ? above : harmless).add(other.toString());
        }
      }
      legacy.stream().filter(it -> it.reaches(reached)).forEach(it -> harmless.add(it.toString()));
    }
    harmless.removeAll(above);
    return described(harmless, above);
  }

  private List<Finding> described(Set<String> harmless, Set<String> above) {
    List<Finding> findings = new ArrayList<>();
    if (!above.isEmpty()) {
      findings.add(
          Finding.warn(
              name(),
              "others match our indices with a priority that is not below ours: "
                  + String.join("; ", above),
              "Run ./saleslens init: it puts ours above them, as does the next job. Better, let them not match %s*."
                  .formatted(names.prefix())));
    }
    if (!harmless.isEmpty()) {
      findings.add(
          Finding.ok(
              name(),
              "there; others match our indices, and ours keep them out: "
                  + String.join("; ", harmless)));
    }
    return findings.isEmpty() ? List.of(Finding.ok(name(), "there")) : findings;
  }
}
