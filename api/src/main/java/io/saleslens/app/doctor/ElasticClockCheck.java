package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether Elasticsearch's clock agrees with ours. */
final class ElasticClockCheck implements Check {
  private final Questions questions;
  private final Clock clock;

  ElasticClockCheck(Questions questions, Clock clock) {
    this.questions = questions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "elastic clock";
  }

  @Override
  public List<Finding> look() {
    Instant before = clock.instant();
    // It sends no Date header. A node's statistics say when they were taken.
    Optional<JsonNode> stats = questions.get("/_nodes/_local/stats/indices/docs");
    Duration took = Duration.between(before, clock.instant());
    return stats
        .map(it -> it.path("nodes").elements().next().path("timestamp").asLong())
        .map(it -> Duration.between(before, Instant.ofEpochMilli(it)))
        .map(it -> Skew.finding(name(), it, took))
        .orElseGet(() -> Questions.notShown(name()));
  }
}
