package io.saleslens.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.HealthStatus;
import io.saleslens.fraud.testing.Oracle;
import io.saleslens.fraud.testing.RandomSales;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestCluster;
import io.saleslens.sandbox.TestMysql;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sales in several shards on three nodes, one of which dies. */
@ExtendWith(SandboxExtension.class)
class ThreeNodesTest {
  private static final int SALES = 1_500;

  @Test
  void shardsAndALostNodeChangeNoNumber(TestMysql mysql) throws Exception {
    TestSettings settings = TestSettings.of(mysql).with("index.sales-shards", "3");
    TestTable table = TestTable.create(settings);
    RandomSales sales = new RandomSales(new Random(1), settings.source().sourceZone());
    table.insert(made(sales, 1));
    try (TestCluster cluster = TestCluster.start(3)) {
      TestSettings here =
          settings
              .with("elasticsearch.url", cluster.url().toString())
              // the usual minute could end before Elasticsearch's own, which assertFails waits for
              .with("elasticsearch.request-timeout", "PT2M");
      try (TestPipeline copied = new TestPipeline(here.with("index.prefix", "copied_"));
          TestPipeline single = new TestPipeline(here.with("index.prefix", "single_"))) {
        for (TestPipeline pipeline : List.of(copied, single)) {
          pipeline.sync();
          pipeline.refresh();
          assertRight(pipeline, settings, table);
        }
        Elastic elastic = copied.indexer().elastic();
        assertThat(primaries(elastic, copied)).isGreaterThan(1).isEqualTo(3 * months(copied));
        withoutReplicas(elastic, single.indexer().names().sales());
        await(elastic, 3, HealthStatus.Green, "copied_*,single_*");

        cluster.killLastNode();

        await(elastic, 2, HealthStatus.Yellow, "copied_*");
        // a refresh of what lost its only copy takes Elasticsearch a minute to refuse
        CompletableFuture<Void> refused =
            CompletableFuture.runAsync(() -> assertFails(elastic, single));
        assertRight(copied, settings, table);
        table.insert(made(sales, SALES + 1));
        copied.sync();
        copied.refresh();
        assertRight(copied, settings, table);
        assertThat(status(elastic, single.indexer().names().sales())).isEqualTo(HealthStatus.Red);
        refused.get();
      }
    }
  }

  private static List<TestSale> made(RandomSales sales, long first) {
    return LongStream.range(first, first + SALES).mapToObj(sales::sale).toList();
  }

  private static void assertRight(TestPipeline pipeline, TestSettings settings, TestTable table)
      throws InterruptedException {
    pipeline.assertEqualTo(
        new Oracle(table.rows(), settings.source().sourceZone(), settings.source().businessZone()));
    assertThat(pipeline.check().differences()).isEmpty();
  }

  /** What is computed without a shard would be too small; there must be no such number. */
  private static void assertFails(Elastic elastic, TestPipeline single) {
    Elastic impatient = elastic.with(Patience.QUERY);
    try (Refresh refresh =
        new Refresh(impatient, single.indexer().names(), TestPipeline.RULE, Clock.systemUTC())) {
      assertThatThrownBy(() -> refresh.check(Optional.empty(), Optional.empty(), Progress.NONE))
          .isInstanceOf(ElasticException.class)
          .hasMessageContaining("answered 503");
    }
  }

  private static void withoutReplicas(Elastic elastic, String name) {
    elastic.ask(
        "settings",
        client ->
            client
                .indices()
                .putSettings(
                    p ->
                        p.index(name)
                            .settings(s -> s.autoExpandReplicas("false").numberOfReplicas("0"))));
  }

  private static HealthStatus status(Elastic elastic, String names) {
    return elastic.ask("health", client -> client.cluster().health(h -> h.index(names))).status();
  }

  private static void await(Elastic elastic, int nodes, HealthStatus status, String names) {
    elastic.ask(
        "health",
        client ->
            client
                .cluster()
                .health(
                    h ->
                        h.index(Arrays.asList(names.split(",")))
                            .waitForNodes(Integer.toString(nodes))
                            .waitForStatus(status)
                            .timeout(t -> t.time("50s"))));
  }

  private static int primaries(Elastic elastic, TestPipeline pipeline) {
    String sales = pipeline.indexer().names().sales();
    return elastic
        .ask("health", client -> client.cluster().health(h -> h.index(sales)))
        .activePrimaryShards();
  }

  private static int months(TestPipeline pipeline) {
    String sales = pipeline.indexer().names().sales();
    return pipeline
        .indexer()
        .elastic()
        .ask("indices", client -> client.indices().getAlias(a -> a.name(sales)))
        .result()
        .size();
  }
}
