package io.saleslens.bench;

import io.saleslens.bench.measure.Measured;
import io.saleslens.bench.measure.ResultTable;
import io.saleslens.bench.setup.BenchOptions;
import io.saleslens.bench.setup.BenchResult;
import io.saleslens.bench.setup.Benchmark;
import io.saleslens.indexer.elastic.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that was found, for people as Markdown and for programs as JSON.
 *
 * @param date when it was begun
 * @param commit of Saleslens, if known
 * @param machine see {@link io.saleslens.bench.setup.Machine}
 * @param options what was asked for
 * @param chapters one for each benchmark
 */
record BenchReport(
    Instant date,
    Optional<String> commit,
    Map<String, Object> machine,
    BenchOptions options,
    List<Chapter> chapters) {

  /** What one benchmark found. */
  record Chapter(Benchmark benchmark, BenchResult result) {
    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("benchmark", benchmark.name());
      json.put("shows", benchmark.shows());
      json.put("parameters", result.parameters());
      json.put("tables", result.tables().stream().map(ResultTable::json).toList());
      json.put("measured", result.measured().stream().map(Chapter::runs).toList());
      return json;
    }

    private static Map<String, Object> runs(Measured measured) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", measured.name());
      json.put("unit", measured.unit());
      json.put("runs", measured.runs());
      return json;
    }

    private String markdown() {
      return "## %s\n\n%s\n\n%s\n\n%s"
          .formatted(
              benchmark.name(),
              benchmark.shows(),
              facts(result.parameters()),
              result.tables().stream()
                  .map(ResultTable::markdown)
                  .collect(Collectors.joining("\n")));
    }
  }

  private static String facts(Map<String, Object> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + ": " + fact.getValue())
        .collect(Collectors.joining("; "));
  }

  /** One JSON object. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("date", date.truncatedTo(ChronoUnit.SECONDS));
    json.put("commit", commit.orElse(null));
    json.put("machine", machine);
    json.put("runs", options.runs());
    json.put("warmups", options.warmups());
    json.put("benchmarks", chapters.stream().map(Chapter::json).toList());
    return Json.pretty(json);
  }

  /** Markdown. */
  String markdown() {
    return "# Saleslens %s, %s\n\n%s; runs: %d; warm-ups: %d\n\n%s"
        .formatted(
            commit.orElse("(commit unknown)"),
            date.truncatedTo(ChronoUnit.SECONDS),
            facts(machine),
            options.runs(),
            options.warmups(),
            chapters.stream().map(Chapter::markdown).collect(Collectors.joining("\n")));
  }
}
