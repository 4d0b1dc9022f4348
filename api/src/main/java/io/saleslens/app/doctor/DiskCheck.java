package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether Elasticsearch's disks are so full that it soon takes nothing more. */
final class DiskCheck implements Check {
  /** Elasticsearch's own usual marks: it makes no new shards, and blocks writes. */
  private static final double LOW = 0.85;

  private static final double FLOOD = 0.95;

  private final Questions questions;

  DiskCheck(Questions questions) {
    this.questions = questions;
  }

  @Override
  public String name() {
    return "elastic disk";
  }

  @Override
  public List<Finding> look() {
    Optional<JsonNode> stats = questions.get("/_nodes/stats/fs");
    if (stats.isEmpty()) {
      return Questions.notShown(name());
    }
    List<Finding> findings = new ArrayList<>();
    stats.get().path("nodes").elements().forEachRemaining(it -> findings.add(finding(it)));
    return findings;
  }

  private Finding finding(JsonNode node) {
    long total = node.path("fs").path("total").path("total_in_bytes").asLong();
    long free = node.path("fs").path("total").path("available_in_bytes").asLong();
    double used = total == 0 ? 0 : 1 - (double) free / total;
    String found =
        String.format(
            Locale.ROOT,
            "%s: %.0f %% used, %d GB free",
            node.path("name").asText(),
            used * 100,
            free >> 30);
    if (used >= FLOOD) {
      return Finding.fail(name(), found, "Make room: at 95 % Elasticsearch blocks its indices.");
    }
    return used >= LOW
        ? Finding.warn(
            name(), found, "Make room: from 85 % on Elasticsearch makes no new shards there.")
        : Finding.ok(name(), found);
  }
}
