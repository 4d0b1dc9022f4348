package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Whether all shards are there. */
final class ClusterCheck implements Check {
  private final Questions questions;

  ClusterCheck(Questions questions) {
    this.questions = questions;
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public List<Finding> look() {
    return questions
        .get("/_cluster/health")
        .map(it -> List.of(finding(it)))
        .orElseGet(() -> Questions.notShown(name()));
  }

  private Finding finding(JsonNode health) {
    String found =
        "%s, %d nodes, %d shards without a place"
            .formatted(
                health.path("status").asText(),
                health.path("number_of_nodes").asInt(),
                health.path("unassigned_shards").asInt());
    return switch (health.path("status").asText()) {
      case "red" ->
          Finding.fail(
              name(), found, "GET /_cluster/allocation/explain says why; sales may be gone.");
      case "yellow" ->
          Finding.warn(
              name(), found, "GET /_cluster/allocation/explain says why; a lost node loses data.");
      default -> Finding.ok(name(), found);
    };
  }
}
