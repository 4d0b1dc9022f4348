package io.saleslens.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.api.JobName;
import io.saleslens.api.Run;
import io.saleslens.api.RunOrder;
import io.saleslens.api.RunOutcome;
import io.saleslens.app.TestEnvironment;
import io.saleslens.app.TestScheduleSchema;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several instances that keep their schedule in one schema. */
@ExtendWith(SandboxExtension.class)
class SharedScheduleTest {
  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String NEW_YEAR = "0 0 0 1 1 ?";
  private static final String HISTORY =
      "SELECT CONCAT(version, ' ', installed_on) FROM saleslens_schedule_history";
  private static final String TABLES =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";
  private static final String TRIGGERS =
      "SELECT CONCAT(trigger_name, ' ', cron_expression) FROM QRTZ_CRON_TRIGGERS";

  private final List<Pipeline> opened = new ArrayList<>();
  private TestScheduleSchema schema;
  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void createSchemas(TestServers servers) throws SQLException {
    schema = TestScheduleSchema.create(servers);
    settings =
        schema
            .in(TestSettings.of(servers))
            .with("schedule.sync", "off")
            .with("schedule.refresh", "off")
            .with("schedule.verify", "off");
    table = TestTable.create(settings);
  }

  @AfterEach
  void dropSchema() throws SQLException {
    opened.forEach(Pipeline::close);
    schema.close();
  }

  private Pipeline pipeline(TestSettings settings) {
    Pipeline pipeline =
        new Pipeline(
            Settings.load(Optional.empty(), TestEnvironment.of(settings)), Clock.systemUTC());
    opened.add(pipeline);
    pipeline.init();
    return pipeline;
  }

  private static JobSchedule schedule(Pipeline pipeline) {
    return new JobSchedule(pipeline, Clock.systemUTC());
  }

  private static void startAndStop(Pipeline pipeline) {
    try (JobSchedule schedule = schedule(pipeline)) {
      schedule.start();
    }
  }

  /** Two that start at the same moment. */
  private static void startTogether(JobSchedule one, JobSchedule other) {
    CompletableFuture.allOf(
            CompletableFuture.runAsync(one::start), CompletableFuture.runAsync(other::start))
        .join();
  }

  /** What is recorded, in the order of the starts. */
  private List<ObjectNode> runs() {
    return TestDocuments.of(opened.get(0).elastic(), settings.names().jobRuns()).values().stream()
        .sorted(Comparator.comparing(run -> run.path("started_at").asText()))
        .toList();
  }

  private List<String> dueTimes(String trigger) {
    return runs().stream()
        .filter(run -> run.path("trigger").asText().equals(trigger))
        .map(run -> run.path("scheduled_for").asText())
        .toList();
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void tablesAreMadeOnceHoweverManyStart() throws Exception {
    Pipeline pipeline = pipeline(settings);
    try (JobSchedule one = schedule(pipeline);
        JobSchedule other = schedule(pipeline)) {
      startTogether(one, other);
    }
    List<String> history = schema.query(HISTORY);
    assertThat(history).hasSize(1);
    assertThat(schema.query(TABLES)).hasSize(12).contains("QRTZ_TRIGGERS", "QRTZ_LOCKS");
    startAndStop(pipeline);
    assertThat(schema.query(HISTORY)).isEqualTo(history);
  }

  @Test
  void otherTablesOfTheSchemaAreLeftAlone() throws Exception {
    table.insert(TestSale.of(1));
    startAndStop(pipeline(settings.with("schedule.mysql.url", settings.mysql().url())));
    assertThat(schema.query(TABLES)).isEmpty();
    assertThat(table.rows()).hasSize(1);
  }

  @Test
  void eachTimeIsRunByOneOfThem() {
    Pipeline pipeline = pipeline(settings.with("schedule.refresh", EVERY_SECOND));
    try (JobSchedule one = schedule(pipeline);
        JobSchedule other = schedule(pipeline)) {
      startTogether(one, other);
      awaitThat(() -> dueTimes("schedule").size() >= 6);
    }
    assertThat(dueTimes("schedule"))
        .doesNotHaveDuplicates()
        .allSatisfy(due -> assertThat(Instant.parse(due).getNano()).isZero());
    assertThat(dueTimes("catch-up")).hasSize(1);
  }

  @Test
  void whatStopsInTheMiddleIsHandedOver() {
    table.insert(IntStream.rangeClosed(1, 2_000).mapToObj(TestSale::of).toList());
    TestSettings yearly = settings.with("schedule.sync", NEW_YEAR);
    // Bodies of a sale or two, so that there is time to come in between.
    Pipeline slow = pipeline(yearly.with("bulk.bytes", "1024").with("bulk.connections", "1"));
    Pipeline fast = pipeline(yearly);
    try (JobSchedule other = schedule(fast)) {
      try (JobSchedule stopped = schedule(slow)) {
        stopped.start();
        awaitThat(() -> sales() > 20);
        slow.jobs().start(JobName.REFRESH, RunOrder.ALL, Optional.empty(), Optional.empty());
        other.start();
      }
      awaitThat(() -> runs().stream().filter(run -> run.has("ended_at")).count() == 3);
    }
    assertThat(sales()).isEqualTo(2_000);
    assertThat(runs())
        .extracting(run -> run.path("trigger").asText() + " " + run.path("outcome").asText())
        .startsWith("catch-up stopped")
        .containsExactlyInAnyOrder("catch-up stopped", "catch-up done", "api done");
  }

  private int sales() {
    return TestDocuments.of(opened.get(0).elastic(), settings.names().sales()).size();
  }

  @Test
  void aStoredTriggerFollowsTheSettings() throws Exception {
    startAndStop(pipeline(settings.with("schedule.sync", NEW_YEAR)));
    assertThat(schema.query(TRIGGERS)).containsExactly("sync " + NEW_YEAR);
    Pipeline changed =
        pipeline(settings.with("schedule.sync", "0 0 0 2 1 ?").with("schedule.refresh", NEW_YEAR));
    startAndStop(changed);
    assertThat(schema.query(TRIGGERS))
        .containsExactlyInAnyOrder("sync 0 0 0 2 1 ?", "refresh " + NEW_YEAR);
    startAndStop(pipeline(settings));
    assertThat(schema.query("SELECT trigger_name FROM QRTZ_TRIGGERS")).isEmpty();
  }

  @Test
  void theScheduleGoesOnOnceItsDatabaseIsBack(TestServers servers) throws Exception {
    try (TestProxy proxy = TestProxy.before(schema.url())) {
      Pipeline pipeline =
          pipeline(
              settings
                  .with("schedule.mysql.url", proxy.through(schema.url()))
                  .with("schedule.refresh", EVERY_SECOND));
      try (JobSchedule schedule = schedule(pipeline)) {
        schedule.start();
        awaitThat(() -> !dueTimes("schedule").isEmpty());
        proxy.refuse();
        int refused = proxy.faults();
        awaitThat(() -> proxy.faults() > refused);
        proxy.heal();
        int before = dueTimes("schedule").size();
        awaitThat(() -> dueTimes("schedule").size() > before + 2);
      }
    }
    assertThat(dueTimes("schedule")).doesNotHaveDuplicates();
  }

  private static boolean canFire(Pipeline pipeline) {
    return pipeline.requests().problem().isEmpty();
  }

  @Test
  void droppedTablesAreMadeAgainWithWhatWasPlanned() throws Exception {
    Pipeline pipeline = pipeline(settings.with("schedule.refresh", EVERY_SECOND));
    try (JobSchedule schedule = schedule(pipeline)) {
      schedule.start();
      awaitThat(() -> !dueTimes("schedule").isEmpty());
      for (String name : schema.query(TABLES)) {
        if (name.startsWith("QRTZ_")) {
          schema.run("SET FOREIGN_KEY_CHECKS = 0", "DROP TABLE " + name);
        }
      }
      awaitThat(() -> schema.query(TABLES).size() == 12 && schema.query(TRIGGERS).size() == 1);
      int before = dueTimes("schedule").size();
      awaitThat(() -> dueTimes("schedule").size() > before + 2);
      awaitThat(() -> canFire(pipeline));
    }
  }

  @Test
  void aTriggerThatIsGoneOrInErrorIsMended() throws Exception {
    Pipeline pipeline = pipeline(settings.with("schedule.refresh", NEW_YEAR));
    try (JobSchedule schedule = schedule(pipeline)) {
      schedule.start();
      schema.run("UPDATE QRTZ_TRIGGERS SET TRIGGER_STATE = 'ERROR' WHERE TRIGGER_NAME = 'refresh'");
      awaitThat(
          () ->
              schema
                  .query("SELECT TRIGGER_STATE FROM QRTZ_TRIGGERS WHERE TRIGGER_NAME = 'refresh'")
                  .equals(List.of("WAITING")));
      schema.run("DELETE FROM QRTZ_CRON_TRIGGERS", "DELETE FROM QRTZ_TRIGGERS");
      awaitThat(() -> schema.query(TRIGGERS).equals(List.of("refresh " + NEW_YEAR)));
    }
  }

  @Test
  void whatIsAskedForSaysWhyItWaitsWhileTheTablesCannotBeHad() throws Exception {
    try (TestProxy proxy = TestProxy.before(schema.url())) {
      Pipeline pipeline =
          pipeline(settings.with("schedule.mysql.url", proxy.through(schema.url())));
      try (JobSchedule schedule = schedule(pipeline)) {
        schedule.start();
        proxy.refuse();
        awaitThat(() -> !canFire(pipeline));
        assertThat(pipeline.requests().problem().orElseThrow()).startsWith("MySQL ");
        Run run =
            pipeline
                .jobs()
                .start(JobName.REFRESH, RunOrder.ALL, Optional.empty(), Optional.empty())
                .run();
        assertThat(run.outcome()).isEqualTo(RunOutcome.WAITING);
        assertThat(run.error())
            .startsWith("It waits, as the schedule cannot fire: MySQL ")
            .contains("asked for");
        proxy.heal();
        awaitThat(() -> canFire(pipeline));
        awaitThat(() -> runs().stream().anyMatch(it -> it.path("outcome").asText().equals("done")));
        assertThat(runs()).allMatch(it -> !it.hasNonNull("error"));
      }
    }
  }
}
