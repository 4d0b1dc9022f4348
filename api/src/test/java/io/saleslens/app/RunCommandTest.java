package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a service manager sees it: ready, asked to end, started again. */
class RunCommandTest extends WithServers {
  private static final int ROWS = 4_000;
  private static final int SIGTERM = 128 + 15;

  /** Times of computing, which differ from run to run. */
  private static final List<String> STAMPS = List.of("indexed_at", "computed_at", "detected_at");

  @TempDir private Path folder;
  private Elastic elastic;
  private int port;

  @BeforeEach
  void connect() throws Exception {
    elastic = new Elastic(settings.elastic());
    port = ChildCli.freePort();
  }

  @AfterEach
  void disconnect() {
    elastic.close();
  }

  @Test
  void sigtermStopsTheJobInTheMiddleAndTheNextSyncCompletesIt() throws Exception {
    table.insert(IntStream.rangeClosed(1, ROWS).mapToObj(RunCommandTest::sale).toList());
    // Bodies of a sale or two, so that there is time to come in between.
    TestSettings slow = settings.with("bulk.bytes", "1024").with("bulk.connections", "1");
    try (ChildCli run = start(slow)) {
      run.awaitReady(port);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> documents(settings.names().sales()).size() > ROWS / 100);
      assertThat(run.terminate(Duration.ofSeconds(20))).isEqualTo(SIGTERM);
      assertThat(run.err()).contains("sync: stopped;").doesNotContain("WARN", "ERROR", "\tat ");
    }
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    assertThat(documents(settings.names().sales()).size()).isLessThan(ROWS);
    ObjectNode stopped = runs("sync").iterator().next();
    assertThat(stopped.path("outcome").asText()).isEqualTo("stopped");
    assertThat(stopped.path("ended_at").asText()).isNotEmpty();

    assertThat(Cli.run(settings, "sync").exitCode()).isEqualTo(Main.DONE);

    TestSettings undisturbed =
        settings.with("index.prefix", settings.names().prefix() + "undisturbed_");
    assertThat(Cli.run(undisturbed, "sync").exitCode()).isEqualTo(Main.DONE);
    assertThat(content(settings)).isEqualTo(content(undisturbed));
  }

  @Test
  void anIdleServiceEndsAtOnceAndWhatWasStoppedIsCaughtUpAtTheNextStart() throws Exception {
    table.insert(sale(1));
    TestSettings noRefresh = settings.with("schedule.refresh", "off");
    try (ChildCli run = start(noRefresh)) {
      run.awaitErr("JobRuns sync: 1 rows read");
      run.awaitReady(port);
      assertThat(run.err()).contains("refresh: off", "sync: a time was missed, catching up");
      assertThat(run.terminate(Duration.ofSeconds(10))).isEqualTo(SIGTERM);
    }
    try (ChildCli run = start(noRefresh)) {
      run.awaitReady(port);
      assertThat(run.err()).doesNotContain("catching up");
      assertThat(run.terminate(Duration.ofSeconds(10))).isEqualTo(SIGTERM);
    }
    assertThat(runs("sync")).hasSize(1);
    assertThat(runs("refresh")).isEmpty();
  }

  @Test
  void aBackfillThatIsInterruptedIsRecordedAsStopped() throws Exception {
    table.insert(IntStream.rangeClosed(1, ROWS).mapToObj(RunCommandTest::sale).toList());
    TestSettings slow = settings.with("bulk.bytes", "1024").with("bulk.connections", "1");
    assertThat(Cli.run(settings, "init").exitCode()).isEqualTo(Main.DONE);
    try (ChildCli backfill = ChildCli.start(folder, TestEnvironment.of(slow), "backfill")) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !documents(settings.names().sales()).isEmpty());
      assertThat(backfill.terminate(Duration.ofSeconds(20))).isEqualTo(SIGTERM);
      assertThat(backfill.out()).isEmpty();
      assertThat(backfill.err()).contains("backfill: stopped;").doesNotContain("\tat ");
    }
    assertThat(runs("backfill"))
        .extracting(run -> run.path("outcome").asText())
        .containsExactly("stopped");
  }

  private ChildCli start(TestSettings settings) throws Exception {
    Map<String, String> environment =
        new HashMap<>(
            TestEnvironment.of(
                settings.with("api.port", Integer.toString(port)).with("schedule.verify", "off")));
    return ChildCli.start(folder, environment, "run");
  }

  private static TestSale sale(int id) {
    LocalDate day = LocalDate.of(2023, 1 + id % 3, 1 + id % 28);
    return TestSale.of(id).soldAt(day + " 12:00:00").store(id % 7).amount(1_000 + id % 11);
  }

  private Collection<ObjectNode> runs(String job) {
    return documents(settings.names().jobRuns()).values().stream()
        .filter(run -> run.path("job").asText().equals(job))
        .toList();
  }

  private Map<String, ObjectNode> documents(String name) {
    Map<String, ObjectNode> documents = TestDocuments.of(elastic, name);
    documents.values().forEach(document -> document.remove(STAMPS));
    return documents;
  }

  private Map<String, Map<String, ObjectNode>> content(TestSettings of) {
    IndexNames names = of.names();
    Map<String, Map<String, ObjectNode>> content = new TreeMap<>();
    content.put("sales", documents(names.sales()));
    content.put("daily", documents(names.daily()));
    content.put("weekly", documents(names.weekly()));
    content.put("frauds", documents(names.frauds()));
    return content;
  }
}
