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
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services that share the schedule, the source and the indices. */
class TwoInstancesTest extends WithServers {
  private static final Duration LENGTH =
      Duration.ofSeconds(Boolean.getBoolean("saleslens.test.long") ? 60 : 10);

  /** How long a time of the schedule may wait for the run before it, on a slow machine. */
  private static final Duration LATEST = Duration.ofSeconds(20);

  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final int SIGTERM = 128 + 15;

  /** Times of computing, which differ from run to run. */
  private static final List<String> STAMPS = List.of("indexed_at", "computed_at", "detected_at");

  @TempDir private Path folder;
  private TestScheduleSchema schema;
  private TestSettings shared;
  private Elastic elastic;

  @BeforeEach
  void createSchema() throws Exception {
    schema = TestScheduleSchema.create(servers);
    shared =
        schema
            .in(settings)
            .with("schedule.sync", "0/2 * * * * ?")
            .with("schedule.refresh", "1/2 * * * * ?")
            .with("schedule.verify", "off")
            .with("lease.duration", "PT2S");
    elastic = new Elastic(settings.elastic());
  }

  @AfterEach
  void dropSchema() throws Exception {
    elastic.close();
    schema.close();
  }

  @Test
  void eachTimeIsRunOnceAndNoChangeIsLost() throws Exception {
    int onePort = freePort();
    int otherPort = freePort();
    Instant begun;
    Instant ended;
    try (ChildCli one = start("one", shared, onePort);
        ChildCli other = start("other", shared, otherPort)) {
      one.awaitReady(onePort);
      other.awaitReady(otherPort);
      begun = Instant.now();
      changeRowsFor(LENGTH);
      ended = Instant.now();
      awaitSyncAfter(ended);
      awaitRuns("refresh", 3);
      assertThat(one.terminate(Duration.ofSeconds(20))).isEqualTo(SIGTERM);
      assertThat(other.terminate(Duration.ofSeconds(20))).isEqualTo(SIGTERM);
      assertThat(one.err() + other.err())
          .doesNotContain(" ERROR ", "\tat ", servers.mysqlPassword());
    }
    for (String job : List.of("sync", "refresh")) {
      assertThat(runs(job, "schedule"))
          .extracting(run -> run.path("scheduled_for").asText())
          .doesNotHaveDuplicates()
          .hasSizeGreaterThan(2);
      assertThat(runs(job, "catch-up")).as("made up for at the start").hasSize(1);
      assertEachTimeWasFollowedByARun(job, begun, ended);
    }
    TestSettings undisturbed =
        settings.with("index.prefix", settings.names().prefix() + "undisturbed_");
    assertThat(Cli.run(undisturbed, "sync").exitCode()).isEqualTo(Main.DONE);
    assertThat(content(settings)).isEqualTo(content(undisturbed));
  }

  /** Inserts, changes and moves sales as fast as four times a second. */
  private void changeRowsFor(Duration length) {
    Instant end = Instant.now().plus(length);
    int[] id = {0};
    await()
        .pollInterval(Duration.ofMillis(250))
        .atMost(length.plusSeconds(30))
        .until(
            () -> {
              int next = ++id[0];
              table.insert(sale(next).modified(now()));
              table.replace(sale(1 + next / 2).amount(5_000 + next).modified(now()));
              return Instant.now().isAfter(end);
            });
  }

  /** To the second, as the table of a shop that keeps no fractions. */
  private String now() {
    return table.now(settings.source().sourceZone()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void awaitSyncAfter(Instant change) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                runs("sync", "schedule").stream()
                    .anyMatch(
                        run ->
                            Instant.parse(run.path("started_at").asText()).isAfter(change)
                                && run.path("outcome").asText().equals("done")));
  }

  private void awaitRuns(String job, int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> runs(job, "schedule").size() >= count);
  }

  /** Of times that pass during a run one is made up for, so a run follows them all. */
  private void assertEachTimeWasFollowedByARun(String job, Instant from, Instant to) {
    List<Instant> starts =
        documents(settings.names().jobRuns()).values().stream()
            .filter(run -> run.path("job").asText().equals(job))
            .map(run -> Instant.parse(run.path("started_at").asText()))
            .toList();
    for (Instant due = from; due.isBefore(to.minus(LATEST)); due = due.plus(PERIOD)) {
      Instant time = due;
      assertThat(starts).as(job).anyMatch(it -> it.isAfter(time) && it.isBefore(time.plus(LATEST)));
    }
  }

  @Test
  void whatAKilledInstanceLeavesIsRunByTheOther() throws Exception {
    table.insert(sale(1), sale(2), sale(3));
    TestSettings yearly =
        shared.with("schedule.sync", "0 0 0 1 1 ?").with("schedule.refresh", "off");
    int port = freePort();
    try (TestProxy proxy = TestProxy.before(servers.mysqlUrl())) {
      proxy.fallSilent();
      TestSettings waiting =
          yearly
              .with("mysql.url", proxy.through(servers.mysqlUrl()))
              .with("mysql.connect-timeout", "PT5M");
      try (ChildCli killed = start("killed", waiting, freePort());
          ChildCli other = startOnceRunning(yearly, port)) {
        other.awaitReady(port);
        killed.kill();
        other.awaitErr("JobRuns sync: 3 rows read");
      }
    }
    assertThat(runs("sync", "catch-up"))
        .extracting(run -> run.path("outcome").asText())
        .containsExactlyInAnyOrder("killed", "done");
  }

  private ChildCli startOnceRunning(TestSettings settings, int port) throws Exception {
    await().atMost(Duration.ofMinutes(2)).until(() -> !runs("sync", "catch-up").isEmpty());
    return start("other", settings, port);
  }

  @Test
  void aScheduleThatCannotBeReachedEndsTheStart() throws Exception {
    TestSettings free = shared.with("api.port", Integer.toString(freePort()));
    Cli.Result wrong = Cli.run(free.with("schedule.mysql.password", "wr0ng"), "run");
    assertThat(wrong.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(wrong.err())
        .contains("saleslens.schedule.mysql.password (SALESLENS_SCHEDULE_MYSQL_PASSWORD)")
        .doesNotContain("wr0ng", "\tat ");
    Cli.Result missing =
        Cli.run(free.with("schedule.mysql.url", schema.url().replace("_schedule", "_x")), "run");
    assertThat(missing.exitCode()).isEqualTo(Main.WRONG_USAGE);
    assertThat(missing.err())
        .contains("has no such schema. Check the end of saleslens.schedule.mysql.url");
    try (TestProxy proxy = TestProxy.before(schema.url())) {
      proxy.refuse();
      Cli.Result down =
          Cli.run(free.with("schedule.mysql.url", proxy.through(schema.url())), "run");
      assertThat(down.exitCode()).isEqualTo(Main.FAILED);
      assertThat(down.err())
          .contains("asked for a connection, cannot be reached")
          .doesNotContain(servers.mysqlPassword(), "\tat ");
    }
  }

  private ChildCli start(String name, TestSettings settings, int port) throws Exception {
    TestSettings own = settings.with("api.port", Integer.toString(port));
    return ChildCli.start(
        Files.createDirectories(folder.resolve(name)), TestEnvironment.of(own), "run");
  }

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static TestSale sale(int id) {
    LocalDate day = LocalDate.of(2023, 1 + id % 3, 1 + id % 28);
    return TestSale.of(id).soldAt(day + " 12:00:00").store(id % 7).amount(1_000 + id % 11);
  }

  private List<ObjectNode> runs(String job, String trigger) {
    return documents(settings.names().jobRuns()).values().stream()
        .filter(run -> run.path("job").asText().equals(job))
        .filter(run -> run.path("trigger").asText().equals(trigger))
        .toList();
  }

  private Map<String, ObjectNode> documents(String name) {
    Map<String, ObjectNode> documents = TestDocuments.of(elastic, name);
    documents.values().forEach(document -> document.remove(STAMPS));
    return documents;
  }

  private Map<String, Map<String, ObjectNode>> content(TestSettings of) {
    Map<String, Map<String, ObjectNode>> content = new TreeMap<>();
    for (String name :
        Arrays.asList(
            of.names().sales(), of.names().daily(), of.names().weekly(), of.names().frauds())) {
      content.put(name.substring(of.names().prefix().length()), documents(name));
    }
    return content;
  }
}
