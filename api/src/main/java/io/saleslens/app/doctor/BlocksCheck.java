package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.IndexNames;
import java.util.ArrayList;
import java.util.List;

/** Whether our indices take writes. */
final class BlocksCheck implements Check {
  private final Questions questions;
  private final IndexNames names;

  BlocksCheck(Questions questions, IndexNames names) {
    this.questions = questions;
    this.names = names;
  }

  @Override
  public String name() {
    return "index blocks";
  }

  @Override
  public List<Finding> look() {
    String path =
        "/%s*/_settings?flat_settings=true&expand_wildcards=all".formatted(names.prefix());
    return questions
        .get(path)
        .map(this::findings)
        .orElseGet(
            () ->
                List.of(
                    Finding.ok(
                        name(),
                        "not told to this account (that takes the privilege view_index_metadata)")));
  }

  private List<Finding> findings(JsonNode indices) {
    List<Finding> findings = new ArrayList<>();
    indices
        .properties()
        .forEach(
            index ->
                index.getValue().path("settings").properties().stream()
                    .filter(it -> it.getKey().startsWith("index.blocks."))
                    .filter(it -> it.getValue().asBoolean())
                    .forEach(it -> findings.add(blocked(index.getKey(), it.getKey()))));
    return findings.isEmpty() ? List.of(Finding.ok(name(), "none")) : findings;
  }

  private Finding blocked(String index, String block) {
    return Finding.fail(
        name(),
        "%s has %s".formatted(index, block),
        "Make room on the disk if it is full, then: PUT /%s/_settings {\"%s\": null}"
            .formatted(index, block));
  }
}
