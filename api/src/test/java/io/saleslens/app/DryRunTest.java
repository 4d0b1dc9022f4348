package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.TestSale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dry run says what a command would do, and does nothing. */
class DryRunTest extends WithServers {
  private Elastic elastic;

  @BeforeEach
  void insertSales() {
    elastic = new Elastic(settings.elastic());
    table.insert(
        TestSale.of(1).soldAt("2023-05-01 12:00:00"),
        TestSale.of(2).soldAt("2023-05-03 12:00:00"),
        TestSale.of(3).with("store_id", null));
  }

  @AfterEach
  void close() {
    elastic.close();
  }

  private JsonNode json(String... arguments) throws Exception {
    return CommandsTest.json(Cli.run(settings, arguments).out());
  }

  /** Everything that stands behind our prefix: which write made it last, by index and id. */
  private Map<String, Long> everything() {
    String all = settings.names().prefix() + "*";
    elastic.ask("refresh", client -> client.indices().refresh(r -> r.index(all)));
    Map<String, Long> writes = new TreeMap<>();
    elastic
        .ask(
            "everything",
            client ->
                client.search(
                    s -> s.index(all).size(1_000).seqNoPrimaryTerm(true), ObjectNode.class))
        .hits()
        .hits()
        .forEach(hit -> writes.put(hit.index() + "/" + hit.id(), hit.seqNo()));
    return writes;
  }

  private Set<String> indices() {
    String all = settings.names().prefix() + "*";
    return elastic
        .ask("indices", client -> client.indices().get(g -> g.index(all)))
        .result()
        .keySet();
  }

  @Test
  void nothingIsMadeByADryRunOfTheFirstSync() throws Exception {
    Cli.Result plan = Cli.run(settings, "sync", "--dry-run");
    assertThat(plan.exitCode()).isEqualTo(Main.DONE);
    assertThat(plan.out())
        .isEqualTo(
            """
            sync --dry-run: nothing was written.
            Would be written: 2 sales of 3 rows read; 0 stand there already, 0 are newer there, 0 would be removed, 1 rejected.
            Would be dirty: 2 days (2023-05-01, 2023-05-03).
            Would be computed: 2 days of daily AOV, 9 of weekly AOV, 10 of suspects.
            """);
    assertThat(indices()).isEmpty();
    assertThat(json("refresh", "--dry-run", "--json").path("refresh").path("daily_days").asInt())
        .isZero();
    assertThat(indices()).isEmpty();
  }

  @Test
  void whatItSaysIsWhatTheCommandThenDoes() throws Exception {
    Cli.run(settings, "backfill");
    Map<String, Long> before = everything();
    JsonNode planned = json("refresh", "--dry-run", "--json");
    assertThat(planned.path("dry_run").asBoolean()).isTrue();
    assertThat(everything()).isEqualTo(before);
    JsonNode done = json("refresh", "--json");
    for (String counts : new String[] {"daily", "weekly", "frauds", "daily_days", "weekly_days"}) {
      assertThat(planned.path("refresh").path(counts))
          .as(counts)
          .isEqualTo(done.path("refresh").path(counts));
    }
    table.insert(
        TestSale.of(4)
            .soldAt("2023-05-02 12:00:00")
            .modified(table.now(settings.source().sourceZone())));
    before = everything();
    JsonNode sync = json("sync", "--dry-run", "--json").path("index");
    JsonNode backfill = json("backfill", "--dry-run", "--json").path("index");
    assertThat(everything()).isEqualTo(before);
    assertThat(sync.path("written").asInt()).isEqualTo(1);
    assertThat(backfill.path("written").asInt()).isEqualTo(1);
    assertThat(json("sync", "--json").path("index").path("dirty_days"))
        .isEqualTo(sync.path("dirty_days"));
  }
}
