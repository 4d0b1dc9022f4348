package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saleslens.app.ChildCli;
import io.saleslens.app.Cli;
import io.saleslens.app.TestEnvironment;
import io.saleslens.fraud.testing.RandomChanges;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.RestartableServers;
import io.saleslens.sandbox.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that blinded or stopped an instance once, at the same time: while sales change, MySQL's clock
 * jumps by ten days and back, Elasticsearch hangs for a minute, seventy readers dribble and an
 * import fills the disk.
 */
class ChaosTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration HANG = Duration.ofMinutes(1);
  private static final int READERS = 70;
  private static final int JUMP_DAYS = 10;
  private static final int SIGTERM = 128 + 15;
  private static final String HEADER = "id,store_id,amount_sale,sold_at,remark\n";

  private static RestartableServers servers;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestSettings settings;
  private TestTable table;
  private Truth truth;
  private int port;

  @BeforeAll
  static void startServers() {
    servers = RestartableServers.start();
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  @Test
  void anInstanceSaysThroughoutThatItLivesAndOneSyncLaterAllIsRight() throws Exception {
    assumeTrue(TinyDisk.isPossible(), "skipped: only root can make a disk that is full");
    TestServers fresh = servers.fresh();
    port = ChildCli.freePort();
    settings = TestSettings.of(fresh).with("lease.duration", "PT2S");
    table = TestTable.create(settings);
    JumpingClock clock = JumpingClock.of(fresh, table);
    Path imports = Files.createDirectory(folder.resolve("imports"));
    RandomChanges changes =
        new RandomChanges(table, new Random(12), settings.source().sourceZone());
    changes.old(2_000);
    try (TestProxy line = TestProxy.before(fresh.elasticsearchUrl().toString());
        TinyDisk disk = TinyDisk.over(imports, 256);
        Truth found = new Truth(settings, table);
        ChildCli instance = start(fresh, line, imports)) {
      truth = found;
      instance.awaitReady(port);
      awaitSyncAfter(Instant.now());
      suffer(changes, clock, line);
      Cli.Result sync = Cli.run(settings, "sync");
      assertThat(sync.exitCode()).as(sync.err()).isZero();
      truth.assertHolds();
      disk.grow(8_192);
      assertThat(importSome(4_000).statusCode()).as("once there is room").isEqualTo(202);
      assertThat(instance.terminate(LIMIT)).as(instance.err()).isEqualTo(SIGTERM);
      CommandLineOutput.assertClean(instance, settings);
    }
  }

  private ChildCli start(TestServers fresh, TestProxy line, Path imports) throws IOException {
    TestSettings all =
        settings
            .with("mysql.user", JumpingClock.USER)
            .with("mysql.password", JumpingClock.PASSWORD)
            .with("elasticsearch.url", line.through(fresh.elasticsearchUrl().toString()))
            .with("elasticsearch.request-timeout", "PT5S")
            .with("imports.mysql.url", fresh.mysqlUrl())
            .with("imports.mysql.user", fresh.mysqlUser())
            .with("imports.mysql.password", fresh.mysqlPassword())
            .with("imports.dir", imports.toString())
            .with("api.port", Integer.toString(port))
            .with("api.requests-per-minute", "off")
            .with("schedule.sync", "0/2 * * * * ?")
            .with("schedule.refresh", "1/5 * * * * ?");
    Path work = Files.createDirectory(folder.resolve("instance"));
    return ChildCli.start(work, TestEnvironment.of(all), "run");
  }

  private void suffer(RandomChanges changes, JumpingClock clock, TestProxy line) throws Exception {
    try (Repeated shop = new Repeated(Duration.ofMillis(250), () -> changes.visible(3));
        LiveWatch watch = new LiveWatch(port);
        DribblingReaders readers = new DribblingReaders(port, READERS, large())) {
      clock.jump(JUMP_DAYS);
      awaitSyncAfter(Instant.now());
      line.fallSilent();
      Instant healed = Instant.now().plus(HANG);
      await()
          .atMost(HANG.plus(LIMIT))
          .pollInterval(Duration.ofSeconds(2))
          .until(
              () -> {
                assertDiskIsNotTheClientsFault();
                if (Instant.now().isAfter(healed.minus(HANG.dividedBy(2)))) {
                  clock.goBack();
                }
                return Instant.now().isAfter(healed);
              });
      line.heal();
      awaitSyncAfter(Instant.now());
      assertThat(watch.failures()).isEmpty();
      assertThat(watch.asked()).isGreaterThan((int) HANG.toSeconds());
      assertThat(shop.rounds()).isGreaterThan((int) HANG.toSeconds());
      assertThat(readers.asked()).isGreaterThanOrEqualTo(READERS);
    } finally {
      clock.goBack();
    }
  }

  private static List<String> large() {
    return List.of("/openapi.json", "/api/v1/sales?limit=1000", "/api/v1/aov/daily?limit=1000");
  }

  private void assertDiskIsNotTheClientsFault() throws Exception {
    HttpResponse<String> answer = importSome(4_000);
    assertThat(answer.statusCode()).as(answer.body()).isIn(503, 507);
  }

  private HttpResponse<String> importSome(int sales) throws Exception {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int id = 1; id <= sales; id++) {
      csv.append(id).append(",60,1000,2023-05-01 12:00:00,").append("x".repeat(100)).append('\n');
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/v1/imports?source=chaos"))
            .header("Content-Type", "text/csv")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(csv.toString()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void awaitSyncAfter(Instant change) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                truth.runs("sync").stream()
                    .filter(run -> run.path("outcome").asText().equals("done"))
                    .anyMatch(
                        run -> Instant.parse(run.path("started_at").asText()).isAfter(change)));
  }
}
