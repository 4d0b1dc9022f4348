package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the templates are there that new months are made from and lost leases are shut out by.
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
    Optional<JsonNode> answer = questions.get("/_index_template?flat_settings=true");
    if (answer.isEmpty()) {
      return List.of(
          Finding.ok(
              name(),
              "not told to this account (that takes the privilege manage_index_templates)"));
    }
    Set<String> missing = new TreeSet<>(Set.of(names.sales(), names.prefix() + "write_aliases"));
    answer.get().path("index_templates").forEach(it -> missing.remove(it.path("name").asText()));
    return List.of(
        missing.isEmpty()
            ? Finding.ok(name(), "there")
            : Finding.fail(
                name(), "missing: " + String.join(", ", missing), "Run ./saleslens init."));
  }
}
