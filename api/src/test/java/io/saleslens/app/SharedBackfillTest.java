package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes share a backfill, whoever of them is killed. */
class SharedBackfillTest extends WithServers {
  private static final int ROWS = 9_600;
  private static final int RANGES = 5;
  private static final int DAYS = 80;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Pattern READ = Pattern.compile("Range (\\d+) of " + RANGES + " is read");

  @TempDir private Path folder;
  private TestScheduleSchema schema;
  private TestSettings shared;
  private Elastic elastic;

  @BeforeEach
  void createSchemaAndFill() throws Exception {
    schema = TestScheduleSchema.create(servers);
    shared =
        schema
            .in(settings)
            .with("schedule.sync", "off")
            .with("schedule.refresh", "off")
            .with("schedule.verify", "off")
            .with("lease.duration", "PT2S")
            // Small steps, so that no range is read before others can join.
            .with("bulk.bytes", "8192");
    elastic = new Elastic(settings.elastic());
    table.insert(
        IntStream.rangeClosed(1, ROWS)
            .mapToObj(
                id ->
                    TestSale.of(id)
                        .soldAt(LocalDate.of(2023, 4, 1).plusDays(id % DAYS) + " 12:00:00")
                        .amount(id % 100 == 0 ? null : id))
            .toList());
  }

  @AfterEach
  void dropSchema() throws Exception {
    elastic.close();
    schema.close();
  }

  @Test
  void whatAKilledHelperLeavesIsReadByAnother() throws Exception {
    try (TestProxy proxy = TestProxy.before(servers.mysqlUrl())) {
      proxy.fallSilent();
      TestSettings stuck =
          shared
              .with("mysql.url", proxy.through(servers.mysqlUrl()))
              .with("mysql.connect-timeout", "PT5M");
      try (ChildCli helper = helper("helper", stuck);
          ChildCli sharing = start("sharing", shared, "backfill", "--shared")) {
        await().atMost(LIMIT).until(() -> hasARange(helper) || !sharing.isAlive());
        assertThat(hasARange(helper)).as(sharing.err()).isTrue();
        helper.kill();
        assertThat(sharing.awaitEnd(LIMIT)).as(sharing.err()).isEqualTo(Main.DONE_WITH_FINDINGS);
        assertThat(sharing.out()).contains("9,600 rows read");
        assertThat(read(helper, sharing)).hasSize(RANGES).doesNotHaveDuplicates();
      }
    }
    assertLikeUndisturbed();
  }

  @Test
  void whenWhoSharesIsKilledAnotherGoesOnWithAllWhoHelp() throws Exception {
    try (ChildCli helper = helper("helper", shared);
        ChildCli killed = start("killed", shared, "backfill", "--shared")) {
      await()
          .atMost(LIMIT)
          .until(() -> hasARange(helper) && hasARange(killed) || !killed.isAlive());
      killed.kill();
      try (ChildCli next = start("next", shared, "backfill", "--shared")) {
        assertThat(next.awaitEnd(LIMIT)).as(next.err()).isEqualTo(Main.DONE_WITH_FINDINGS);
        assertThat(read(helper, killed, next)).hasSize(RANGES).doesNotHaveDuplicates();
        assertThat(read(helper)).isNotEmpty();
        assertThat(next.err() + helper.err()).doesNotContain(" ERROR ", "\tat ");
      }
    }
    assertLikeUndisturbed();
  }

  @Test
  void withoutASharedScheduleItIsRefused() {
    Cli.Result refused = Cli.run(settings, "backfill", "--shared");
    assertThat(refused.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(refused.err()).contains("SALESLENS_SCHEDULE_STORE");
  }

  private ChildCli helper(String name, TestSettings settings) throws Exception {
    ChildCli helper = start(name, settings.with("api.port", Integer.toString(freePort())), "run");
    helper.awaitErr("Serving ");
    return helper;
  }

  private ChildCli start(String name, TestSettings settings, String... arguments) throws Exception {
    return ChildCli.start(
        Files.createDirectories(folder.resolve(name)), TestEnvironment.of(settings), arguments);
  }

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Whether it works on a range at the moment. */
  private boolean hasARange(ChildCli child) {
    String worker = "(process " + child.pid() + ")";
    return state().values().stream()
        .map(document -> document.path("value"))
        .filter(range -> !range.path("done").asBoolean())
        .anyMatch(range -> range.path("worker").asText().endsWith(worker));
  }

  private Map<String, ObjectNode> state() {
    return elastic
            .ask(
                "exists", client -> client.indices().exists(e -> e.index(settings.names().state())))
            .value()
        ? TestDocuments.of(elastic, settings.names().state())
        : Map.of();
  }

  /** The ranges that these have read to the end. */
  private static Stream<String> read(ChildCli... children) {
    return Stream.of(children)
        .flatMap(child -> READ.matcher(child.err()).results())
        .map(range -> range.group(1));
  }

  private void assertLikeUndisturbed() {
    TestSettings undisturbed =
        settings.with("index.prefix", settings.names().prefix() + "undisturbed_");
    assertThat(Cli.run(undisturbed, "backfill").exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
    assertThat(sales(settings)).isEqualTo(sales(undisturbed));
    assertThat(TestDocuments.of(elastic, settings.names().rejects()).keySet())
        .isEqualTo(TestDocuments.of(elastic, undisturbed.names().rejects()).keySet());
    assertThat(state()).containsOnlyKeys("identity", "watermark", "lease");
  }

  private Map<String, ObjectNode> sales(TestSettings of) {
    Map<String, ObjectNode> sales = new TreeMap<>(TestDocuments.of(elastic, of.names().sales()));
    sales.values().forEach(sale -> sale.remove("indexed_at"));
    return sales;
  }
}
