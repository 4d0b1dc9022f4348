package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.testing.TestSale;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What others do to our indices in Elasticsearch: it does no harm, or is named with the way out.
 */
class ForeignIndexFaultsTest extends WithServers {
  private Elastic elastic;
  private String prefix;

  @BeforeEach
  void open() {
    elastic = new Elastic(settings.elastic());
    prefix = settings.names().prefix();
    table.insert(
        TestSale.of(1).soldAt("2023-05-01 12:00:00"), TestSale.of(2).soldAt("2023-06-01 12:00:00"));
  }

  @AfterEach
  void close() {
    elastic.close();
  }

  private void send(String method, String path, String json) {
    JsonNode body = json == null ? null : Json.tree(json.getBytes(StandardCharsets.UTF_8));
    elastic.send(new Request(method, path), body, answer -> null);
  }

  private void runs(String... command) {
    Cli.Result result = Cli.run(settings, command);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(Main.DONE);
  }

  private List<String> findings(String check) {
    Cli.Result result = Cli.run(settings, "doctor", "--json");
    JsonNode report = Json.tree(result.out().getBytes(StandardCharsets.UTF_8));
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(it -> it.path("check").asText().equals(check))
        .map(
            it ->
                "%s %s → %s"
                    .formatted(
                        it.path("level").asText(),
                        it.path("found").asText(),
                        it.path("mend").asText()))
        .toList();
  }

  private void putTemplate(long priority) {
    send(
        "PUT",
        "/_index_template/" + prefix + "theirs",
        "{\"index_patterns\":[\"%s*\"],\"priority\":%d,\"template\":{\"mappings\":{\"properties\":{\"@timestamp\":{\"type\":\"date\"}}}}}"
            .formatted(prefix, priority));
  }

  @Test
  void aTemplateOfAnotherIsKeptOutOfAllIndicesAndNamed() {
    putTemplate(0);
    runs("backfill");
    runs("sync");
    runs("verify");
    assertThat(findings("templates"))
        .containsExactly(
            "ok there; others match our indices, and ours keep them out: %1$stheirs (%1$s*, priority 0) → "
                .formatted(prefix));
    JsonNode all =
        elastic.send(
            new Request("GET", "/" + prefix + "*/_mapping"), null, Json.mapper()::readTree);
    assertThat(all).hasSizeGreaterThan(8);
    assertThat(all.toString()).doesNotContain("@timestamp");
  }

  @Test
  void oneThatCameAboveOursIsNamedAndTheNextJobPutsOursAboveIt() {
    runs("backfill");
    putTemplate(10_000);
    assertThat(findings("templates"))
        .singleElement()
        .asString()
        .startsWith("warn others match our indices with a priority that is not below ours: ")
        .contains(prefix + "theirs (" + prefix + "*, priority 10000)");
    table.insert(TestSale.of(3).soldAt("2023-07-01 12:00:00").modified("2030-01-01 00:00:00"));
    runs("backfill");
    runs("verify");
  }

  @Test
  void aPipelineThatAnotherSetIsNamed() {
    runs("backfill");
    send(
        "PUT",
        "/" + prefix + "sales-2023.05-v1/_settings",
        "{\"index.final_pipeline\":\"theirs\"}");
    assertThat(findings("index settings"))
        .containsExactly(
            "warn %1$ssales-2023.05-v1 has index.final_pipeline theirs, which is not ours → PUT /%1$ssales-2023.05-v1/_settings {\"index.final_pipeline\": null}"
                .formatted(prefix));
  }

  @Test
  void aClosedMonthAndOneWithoutItsAliasAreNamed() {
    runs("backfill");
    send("POST", "/" + prefix + "sales-2023.05-v1/_close", null);
    send("DELETE", "/%1$ssales-2023.06-v1/_alias/%1$ssales".formatted(prefix), null);
    assertThat(findings("index states"))
        .containsExactlyInAnyOrder(
            "fail %1$ssales-2023.05-v1 is closed: it is neither read nor written → Open it: POST /%1$ssales-2023.05-v1/_open"
                .formatted(prefix),
            "fail %1$ssales-2023.06-v1 lacks its alias %1$ssales: what is in it does not count → Give it back: PUT /%1$ssales-2023.06-v1/_alias/%1$ssales (each of them), then run ./saleslens verify."
                .formatted(prefix));
  }
}
