package io.saleslens.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks on tiny tables, as somebody would type them. */
@ExtendWith(SandboxExtension.class)
class BenchCommandTest {
  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  private static Result bench(Map<String, String> environment, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int exitCode = BenchMain.execute(environment, arguments);
      return new Result(
          exitCode,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static Map<String, String> environment(TestServers servers) {
    Map<String, String> environment = new HashMap<>();
    TestSettings.of(servers)
        .values()
        .forEach(
            (key, value) ->
                environment.put(
                    "SALESLENS_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
    return environment;
  }

  /** All tables of the schema, all indices, aliases and index templates. */
  private static List<TreeSet<String>> everythingOn(TestServers servers) throws Exception {
    TestSettings settings = TestSettings.of(servers);
    TreeSet<String> tables = new TreeSet<>();
    try (Connection connection = new Database(settings.mysql()).connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW TABLES")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    try (Elastic elastic = new Elastic(settings.elastic())) {
      return List.of(
          tables,
          names(elastic, "/_alias"),
          new TreeSet<>(
              elastic
                  .send(new Request("GET", "/_index_template"), null, Json.mapper()::readTree)
                  .findValuesAsText("name")));
    }
  }

  private static TreeSet<String> names(Elastic elastic, String path) {
    TreeSet<String> names = new TreeSet<>();
    elastic
        .send(new Request("GET", path), null, Json.mapper()::readTree)
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
  }

  @Test
  void indexingStandsBesideItsBaselinesAndLeavesNothing(TestServers servers) throws Exception {
    List<TreeSet<String>> before = everythingOn(servers);

    Result result =
        bench(
            environment(servers),
            "indexing",
            "--rows",
            "1000",
            "--runs",
            "1",
            "--warmups",
            "0",
            "--json",
            "--servers",
            "given",
            "--out",
            folder.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode report = json(result.out());
    assertThat(report.path("machine").path("elasticsearch").asText()).isNotEmpty();
    assertThat(report.path("machine").path("mysql").asText()).isNotEmpty();
    JsonNode indexing = report.path("benchmarks").path(0);
    assertThat(indexing.path("parameters").path("rows").asInt()).isEqualTo(1000);
    JsonNode rows = indexing.path("tables").path(0).path("rows");
    assertThat(rows).hasSize(3);
    assertThat(rows)
        .extracting(row -> row.path("Contender").asText().split("[:,]")[0])
        .containsExactly("Saleslens", "ceiling", "BulkIngester");
    assertThat(indexing.path("measured"))
        .allSatisfy(
            it -> assertThat(it.path("runs").path(0).path("units").asInt()).isEqualTo(1000));
    assertThat(everythingOn(servers)).isEqualTo(before);
    try (Stream<Path> kept = Files.list(folder)) {
      assertThat(kept.map(it -> it.getFileName().toString()))
          .allMatch(name -> name.matches("\\d{4}-\\d\\d-\\d\\d-indexing\\.(md|json)"))
          .hasSize(2);
    }
  }

  @Test
  void incrementalComparesTablesOfDifferentSizes(TestServers servers) throws Exception {
    Result result =
        bench(
            environment(servers),
            "incremental",
            "--rows",
            "600",
            "--runs",
            "1",
            "--warmups",
            "0",
            "--servers",
            "given");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("changed rows: 6")
        .contains("| 600 sales, 8 days, 300 stores |")
        .contains("| 3,000 sales, 40 days, 300 stores |")
        .contains("| 600 sales, 8 days, 1,500 stores |");
  }

  @Test
  void wrongUsageSaysWhatThereIs() {
    assertThat(bench(Map.of(), "speed"))
        .satisfies(it -> assertThat(it.exitCode()).isEqualTo(2))
        .satisfies(it -> assertThat(it.err()).contains("no benchmark 'speed'", "indexing", "all"));
    assertThat(bench(Map.of(), "indexing", "--runs", "0").err()).contains("--runs is 0; 1 or more");
    assertThat(bench(Map.of(), "indexing", "--servers", "mine").exitCode()).isEqualTo(2);
    assertThat(bench(Map.of(), "indexing", "--servers", "given"))
        .satisfies(it -> assertThat(it.exitCode()).isEqualTo(2))
        .satisfies(it -> assertThat(it.err()).contains("saleslens.mysql.url is missing"));
    assertThat(bench(Map.of(), "--help").out()).contains("indexing", "incremental", "--servers");
  }
}
