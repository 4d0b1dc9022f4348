package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.pipeline.AllIndices;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether our indices are open, and stand behind the names that they are read and written by. */
final class IndexStatesCheck implements Check {
  private final Questions questions;
  private final IndexNames names;

  IndexStatesCheck(Questions questions, IndexNames names) {
    this.questions = questions;
    this.names = names;
  }

  @Override
  public String name() {
    return "index states";
  }

  @Override
  public List<Finding> look() {
    Optional<JsonNode> resolved =
        questions.get("/_resolve/index/" + names.prefix() + "*?expand_wildcards=all");
    if (resolved.isEmpty()) {
      return List.of(
          Finding.ok(
              name(), "not told to this account (that takes the privilege view_index_metadata)"));
    }
    List<IndexDefinition> definitions = AllIndices.definitions(names);
    List<Finding> findings = new ArrayList<>();
    for (JsonNode index : resolved.get().path("indices")) {
      definitions.stream()
          .filter(it -> it.owns(index.path("name").asText()))
          .forEach(it -> addTo(findings, it, index));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(name(), "open, behind their aliases"))
        : findings;
  }

  private void addTo(List<Finding> findings, IndexDefinition definition, JsonNode index) {
    String concrete = index.path("name").asText();
    for (JsonNode attribute : index.path("attributes")) {
      if (attribute.asText().equals("closed")) {
        findings.add(
            Finding.fail(
                name(),
                concrete + " is closed: it is neither read nor written",
                "Open it: POST /%s/_open".formatted(concrete)));
      }
    }
    Set<String> missing = new TreeSet<>(definition.aliasesOf(concrete));
    index.path("aliases").forEach(it -> missing.remove(it.asText()));
    if (!missing.isEmpty()) {
      findings.add(
          Finding.fail(
              name(),
              "%s lacks its alias %s: what is in it does not count"
                  .formatted(concrete, String.join(", ", missing)),
              "Give it back: PUT /%s/_alias/%s (each of them), then run ./saleslens verify."
                  .formatted(concrete, missing.iterator().next())));
    }
  }
}
