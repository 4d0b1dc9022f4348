package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of sales that keeps changing, and commands that bring it to Elasticsearch while faults
 * come upon them. What it does is told by its seed, but for the moments of the faults.
 */
final class History implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int SIGTERM = 128 + 15;
  private static final int SIGKILL = 128 + 9;
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Asia/Seoul"), ZoneId.of("UTC"), ZoneId.of("America/New_York"));

  private final RestartableServers servers;
  private final Path folder;
  private final Random random;
  private final TestSettings settings;
  private final TestSettings faulty;
  private final TestProxy toMysql;
  private final TestProxy toElasticsearch;
  private final RandomChanges changes;
  private final Truth truth;

  /** Whether rows change only while nothing runs; a sync then needs no overlap. */
  private final boolean calm;

  private int children;

  History(RestartableServers servers, Path folder, long seed) throws IOException {
    this.servers = servers;
    this.folder = folder;
    this.random = new Random(seed);
    this.calm = random.nextBoolean();
    TestServers fresh = servers.fresh();
    ZoneId source = ZONES.get(random.nextInt(ZONES.size()));
    this.settings =
        TestSettings.of(fresh)
            .with("source.zone", source.getId())
            .with("zone", ZONES.get(random.nextInt(ZONES.size())).getId())
            .with("sync.overlap", calm ? "PT0S" : "PT10S")
            // so that the next need not wait long for one that was killed
            .with("lease.duration", "PT2S");
    this.toMysql = TestProxy.before(fresh.mysqlUrl());
    this.toElasticsearch = TestProxy.before(fresh.elasticsearchUrl().toString());
    this.faulty = faulty(fresh);
    TestTable table = TestTable.create(settings);
    this.changes = new RandomChanges(table, random, source);
    this.truth = new Truth(settings, table);
    changes.old(40 + random.nextInt(80));
    if (random.nextInt(4) > 0) {
      bring("sync");
    }
  }

  /** Through the lines that fail, in small steps, so that there are many places to fail at. */
  private TestSettings faulty(TestServers fresh) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return settings
          .with("mysql.url", toMysql.through(fresh.mysqlUrl()))
          .with("mysql.connect-timeout", "PT3S")
          .with("mysql.read-timeout", "PT5S")
          .with("elasticsearch.url", toElasticsearch.through(fresh.elasticsearchUrl().toString()))
          .with("elasticsearch.connect-timeout", "PT3S")
          .with("elasticsearch.request-timeout", "PT5S")
          .with("sync.page-size", Integer.toString(1 + random.nextInt(20)))
          .with("bulk.bytes", Integer.toString(1_024 + random.nextInt(8_000)))
          .with("api.port", Integer.toString(free.getLocalPort()))
          .with("schedule.sync", "* * * * * ?")
          .with("schedule.refresh", "0/3 * * * * ?");
    }
  }

  private void bring(String command) {
    Cli.Result result = Cli.run(settings, command);
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  /**
   * Lets a fault come upon a command, mends it, and sees that one more sync makes everything right.
   *
   * @return the command that was hit
   */
  Job suffer(Fault fault) throws Exception {
    Job job = Job.any(random, fault);
    int longestDelay = fault.isOfMysql() ? 400 : 2_000;
    while (!hit(fault, job, Duration.ofMillis(random.nextInt(longestDelay)))) {
      longestDelay = Math.max(10, longestDelay / 2);
    }
    bring("sync");
    truth.assertHolds();
    return job;
  }

  /**
   * @param delay after the command has begun to talk to the server that fails, or that is talked to
   *     first
   * @return false if the command had ended before
   */
  private boolean hit(Fault fault, Job job, Duration delay) throws Exception {
    changes.visible(5 + random.nextInt(30));
    if (job == Job.REFRESH) {
      bring("backfill");
    }
    Set<ObjectNode> runsBefore = Set.copyOf(truth.runs(job.command()));
    Path work = Files.createDirectory(folder.resolve("child-" + ++children));
    Moment moment = Moment.of(fault.isOfMysql() ? toMysql : toElasticsearch);
    try (ChildCli command = ChildCli.start(work, TestEnvironment.of(faulty), job.command())) {
      Scene scene = new Scene(servers, toMysql, toElasticsearch, command, settings, random);
      int cuts = scene.cuts();
      boolean running = moment.comes(command, delay);
      try {
        fault.begin(scene);
        if (!calm && !fault.isOfMysqlItself()) {
          changes.visible(3);
        }
        command.endsWithin(Duration.ofMillis(200 + random.nextInt(3_000)));
      } finally {
        fault.end(scene);
      }
      int exitCode = end(command, job, fault);
      CommandLineOutput.assertClean(command, settings);
      assertTrueToTheEnd(command, exitCode, job, runsBefore);
      return running && (!fault.isCut() || scene.cuts() > cuts);
    } catch (AssertionError e) {
      throw new AssertionError(described(fault, job, delay, work), e);
    }
  }

  private String described(Fault fault, Job job, Duration delay, Path work) throws IOException {
    return "%s, %s, %d ms after its first connection; settings %s; it printed:%n%s%n%s"
        .formatted(
            job.command(),
            fault,
            delay.toMillis(),
            faulty.with("mysql.password", "").values(),
            Files.readString(work.resolve("out")),
            Files.readString(work.resolve("err")));
  }

  private int end(ChildCli command, Job job, Fault fault) throws InterruptedException {
    if (job == Job.RUN && fault != Fault.SALESLENS_KILLED) {
      Instant healed = Instant.now();
      await().atMost(LIMIT).until(() -> !command.isAlive() || isDoneSince(healed));
      return command.terminate(LIMIT);
    }
    return command.awaitEnd(LIMIT);
  }

  private boolean isDoneSince(Instant healed) {
    return truth.runs("sync").stream()
        .filter(run -> run.path("outcome").asText().equals("done"))
        .anyMatch(run -> Instant.parse(run.path("started_at").asText()).isAfter(healed));
  }

  /** Neither the exit code nor the record of the run promises what is not so. */
  private void assertTrueToTheEnd(
      ChildCli command, int exitCode, Job job, Set<ObjectNode> runsBefore) {
    assertThat(exitCode).isIn(0, 1, SIGKILL, SIGTERM);
    if (exitCode == 1) {
      CommandLineOutput.assertSaysWhy(command);
    }
    if (exitCode == 0 && job == Job.SYNC && calm) {
      truth.assertHolds();
    }
    if (job != Job.RUN) {
      assertRecorded(command, exitCode, job, runsBefore);
    }
  }

  private void assertRecorded(ChildCli command, int exitCode, Job job, Set<ObjectNode> runsBefore) {
    Set<String> outcomes =
        truth.runs(job.command()).stream()
            .filter(run -> !runsBefore.contains(run))
            .map(run -> run.path("outcome").asText())
            .collect(Collectors.toSet());
    assertThat(outcomes).hasSizeLessThanOrEqualTo(1);
    if (exitCode == 0 && !command.err().contains("could not be recorded")) {
      assertThat(outcomes).containsExactly("done");
    }
    if (exitCode == 1) {
      assertThat(outcomes).isSubsetOf("failed", "running");
    }
  }

  @Override
  public void close() {
    toMysql.close();
    toElasticsearch.close();
    truth.forget();
    truth.close();
  }
}
