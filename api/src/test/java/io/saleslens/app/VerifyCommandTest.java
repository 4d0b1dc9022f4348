package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.Proofs;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSale;
import java.time.Clock;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a verify says and does about sales that MySQL and the indices do not agree on. */
class VerifyCommandTest extends WithServers {
  private Elastic elastic;

  @BeforeEach
  void bringSales() {
    elastic = new Elastic(settings.elastic());
    table.insert(
        IntStream.rangeClosed(1, 20)
            .mapToObj(id -> TestSale.of(id).soldAt("2023-05-%02d 12:00:00".formatted(id)))
            .toList());
    assertThat(Cli.run(settings, "sync").exitCode()).isEqualTo(Main.DONE);
  }

  @AfterEach
  void close() {
    elastic.close();
  }

  private Map<String, ObjectNode> documents(String index) {
    return TestDocuments.of(elastic, index);
  }

  private Map<String, ObjectNode> daily() {
    return documents(settings.names().daily());
  }

  @Test
  void nothingDiffersAfterASync() throws Exception {
    Cli.Result verify = Cli.run(settings, "verify");
    assertThat(verify.exitCode()).isEqualTo(Main.DONE);
    assertThat(verify.out())
        .contains("All 20 days agree: 20 sales in MySQL, 20 in the index.")
        .contains("What is computed agrees with the sales on all ")
        .contains("verify: nothing differs in 20 sales of 20 days; took ");
    JsonNode json = CommandsTest.json(Cli.run(settings, "verify", "--deep", "--json").out());
    assertThat(json.path("sales").path("days")).isEmpty();
    assertThat(json.path("computed").path("differences")).isEmpty();
  }

  @Test
  void aSaleThatVanishedIsFoundAndOnlyARepairRemovesIt() throws Exception {
    table.delete(7);
    for (String[] look : new String[][] {{"verify"}, {"verify", "--repair", "--dry-run"}}) {
      Cli.Result found = Cli.run(settings, look);
      assertThat(found.exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
      assertThat(found.out())
          .containsPattern("2023-05-07 +counted +0 +0 +1 +[\\d,]+ +0 +0 +1 +0 +surplus 7")
          .contains("1 of 20 days differ: 19 sales in MySQL, 20 in the index.")
          .contains("verify: 1 differences; took ");
      assertThat(daily()).hasSize(20);
    }

    Cli.Result repaired = Cli.run(settings, "verify", "--repair");
    assertThat(repaired.exitCode()).isEqualTo(Main.DONE);
    assertThat(repaired.out())
        .contains("verify: 1 differences; repaired: 0 sales written, 1 deleted, 1 days computed");
    assertThat(documents(settings.names().sales())).hasSize(19).doesNotContainKey("7");
    assertThat(daily()).hasSize(19);
    assertThat(Cli.run(settings, "verify", "--deep").exitCode()).isEqualTo(Main.DONE);
  }

  @Test
  void aNumberThatIsWrongIsFoundAndComputedAgain() {
    Map<String, ObjectNode> right = daily();
    elastic.ask(
        "damage",
        client ->
            client.update(
                u ->
                    u.index(settings.names().daily())
                        .id("50|2023-05-03")
                        .doc(Map.of("total_sale", 1)),
                Object.class));
    Cli.Result found = Cli.run(settings, "verify");
    assertThat(found.exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
    assertThat(found.out())
        .contains("All 20 days agree")
        .containsPattern("2023-05-03 +daily +1 +0")
        .contains("What is computed differs 1 times.");
    assertThat(Cli.run(settings, "verify", "--repair").exitCode()).isEqualTo(Main.DONE);
    assertThat(daily().get("50|2023-05-03").path("total_sale"))
        .isEqualTo(right.get("50|2023-05-03").path("total_sale"));
  }

  @Test
  void whatTheNextSyncBringsIsNoDifference() {
    table.insert(
        TestSale.of(99)
            .soldAt("2023-05-07 13:00:00")
            .modified(table.now(settings.source().sourceZone()).plusSeconds(5)));
    Cli.Result verify = Cli.run(settings, "verify");
    assertThat(verify.exitCode()).isEqualTo(Main.DONE);
    assertThat(verify.out()).contains("1 changed since the last sync; the next one brings them.");
  }

  @Test
  void eachIsKeptAsARunOfAJob() {
    table.delete(7);
    Cli.run(settings, "verify");
    Cli.run(settings, "verify", "--repair");
    assertThat(documents(settings.names().jobRuns()).values())
        .filteredOn(run -> run.path("job").asText().equals("verify"))
        .extracting(run -> run.path("outcome").asText(), run -> run.path("differences").asInt())
        .containsExactlyInAnyOrder(tuple("differences", 1), tuple("done", 1));
  }

  @Test
  void whatIsProvenIsKeptUntilAVerifyFindsOtherwise() {
    Proofs proofs = new Proofs(elastic, settings.names(), Clock.systemUTC());
    assertThat(proofs.verifiedAt()).isEmpty();
    Cli.run(settings, "verify", "--from", "2023-05-01", "--to", "2023-05-02");
    assertThat(proofs.verifiedAt()).isEmpty();
    Cli.run(settings, "verify");
    assertThat(proofs.verifiedAt()).isPresent();
    table.delete(7);
    Cli.run(settings, "verify");
    assertThat(proofs.verifiedAt()).isEmpty();
    Cli.run(settings, "verify", "--repair");
    assertThat(proofs.verifiedAt()).isPresent();
  }

  @Test
  void aRunThatWasKilledIsRecordedAsSuchByTheNext() {
    elastic.ask(
        "a run that was killed",
        client ->
            client.index(
                i ->
                    i.index(settings.names().jobRuns())
                        .id("killed")
                        .document(
                            Map.of(
                                "job", "sync",
                                "started_at", "2023-01-01T00:00:00Z",
                                "outcome", "running"))));
    Cli.run(settings, "sync");
    ObjectNode killed = documents(settings.names().jobRuns()).get("killed");
    assertThat(killed.path("outcome").asText()).isEqualTo("killed");
    assertThat(killed.path("error").asText()).isEqualTo("killed before its end");
  }
}
