package io.saleslens.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.app.TestEnvironment;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

@ExtendWith(SandboxExtension.class)
class JobScheduleTest {
  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String NEW_YEAR = "0 0 0 1 1 ?";
  private static final Clock BEFORE =
      Clock.fixed(Instant.parse("2022-12-30T12:00:00Z"), ZoneOffset.UTC);
  private static final Clock AFTER =
      Clock.fixed(Instant.parse("2023-01-02T12:00:00Z"), ZoneOffset.UTC);

  private final List<Pipeline> opened = new ArrayList<>();
  private TestSettings settings;

  @BeforeEach
  void createTable(TestServers servers) {
    settings =
        TestSettings.of(servers)
            .with("schedule.sync", "off")
            .with("schedule.refresh", "off")
            .with("schedule.verify", "off");
    TestTable.create(settings).insert(TestSale.of(1), TestSale.of(2).store(null));
  }

  @AfterEach
  void closePipelines() {
    opened.forEach(Pipeline::close);
  }

  private Pipeline pipeline(TestSettings settings, Clock clock) {
    Pipeline pipeline =
        new Pipeline(Settings.load(Optional.empty(), TestEnvironment.of(settings)), clock);
    opened.add(pipeline);
    pipeline.init();
    return pipeline;
  }

  /** Does something while a schedule runs. */
  private static void with(Pipeline pipeline, Clock clock, Runnable meanwhile) {
    try (JobSchedule schedule = new JobSchedule(pipeline, clock)) {
      schedule.start();
      meanwhile.run();
    }
  }

  private static void nothing() {}

  /** What is recorded, in the order of the starts. */
  private List<ObjectNode> runs(Pipeline pipeline) {
    return TestDocuments.of(pipeline.elastic(), settings.names().jobRuns()).values().stream()
        .sorted(Comparator.comparing(run -> instant(run, "started_at")))
        .toList();
  }

  private static Instant instant(ObjectNode run, String field) {
    return Instant.parse(run.path(field).asText());
  }

  private static String text(ObjectNode run, String field) {
    return run.path(field).asText();
  }

  private void awaitEnded(Pipeline pipeline, int runs) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> runs(pipeline).stream().filter(run -> run.has("ended_at")).count() >= runs);
  }

  @Test
  void everyRunIsRecordedWithAllThatIsToldOfIt() {
    Pipeline pipeline = pipeline(settings.with("schedule.sync", EVERY_SECOND), Clock.systemUTC());
    with(pipeline, Clock.systemUTC(), () -> awaitEnded(pipeline, 3));
    List<ObjectNode> runs = runs(pipeline);
    ObjectNode first = runs.get(0);
    assertThat(runs)
        .extracting(run -> text(run, "trigger"))
        .containsOnlyOnce("catch-up")
        .contains("schedule")
        .containsOnly("catch-up", "schedule");
    assertThat(first.path("rows").asLong()).isEqualTo(2);
    assertThat(first.path("written").asLong()).isEqualTo(1);
    assertThat(first.path("rejects").asLong()).isEqualTo(1);
    assertThat(first.path("days").asLong()).isEqualTo(1);
    assertThat(text(first, "outcome")).isEqualTo("rejects");
    ObjectNode second = runs.get(1);
    assertThat(text(second, "job")).isEqualTo("sync");
    assertThat(text(second, "outcome")).isIn("done", "stopped");
    assertThat(runs)
        .filteredOn(run -> text(run, "trigger").equals("schedule"))
        .allSatisfy(
            run ->
                assertThat(instant(run, "scheduled_for"))
                    .isBeforeOrEqualTo(instant(run, "started_at")));
    for (ObjectNode run : runs) {
      assertThat(instant(run, "ended_at")).isAfterOrEqualTo(instant(run, "started_at"));
      assertThat(run.path("millis").asLong())
          .isEqualTo(
              Duration.between(instant(run, "started_at"), instant(run, "ended_at")).toMillis());
      assertThat(run.path("heap_before").asLong()).isPositive();
      assertThat(run.path("heap_after").asLong()).isPositive();
    }
  }

  @Test
  void aTimeThatClocksSkipIsPlannedForWhenTheyHave() throws Exception {
    Pipeline pipeline = pipeline(settings.with("zone", "Africa/Cairo"), Clock.systemUTC());
    Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    Scheduler scheduler = Schedulers.oneThread(new MemoryStore(), (fired, its) -> null);
    try {
      Planner planner =
          new Planner(scheduler, pipeline.settings().schedule(), pipeline.runs(), clock);
      planner.plan("refresh", RefreshJob.class, Optional.of("0 5 0 * * ?"));
      GroupMatcher<TriggerKey> moved = GroupMatcher.triggerGroupEquals("refresh-moved");
      assertThat(scheduler.getTriggerKeys(moved))
          .extracting(TriggerKey::getName)
          .contains("2026-04-23T22:05:00Z", "2027-04-29T22:05:00Z");
      Date next =
          scheduler
              .getTrigger(TriggerKey.triggerKey("2026-04-23T22:05:00Z", "refresh-moved"))
              .getNextFireTime();
      assertThat(next.toInstant()).isEqualTo("2026-04-23T22:05:00Z");
      // other settings, other times
      planner.plan("refresh", RefreshJob.class, Optional.of("0 10 0 * * ?"));
      assertThat(scheduler.getTriggerKeys(moved))
          .extracting(TriggerKey::getName)
          .contains("2026-04-23T22:10:00Z")
          .doesNotContain("2026-04-23T22:05:00Z");
      planner.plan("refresh", RefreshJob.class, Optional.empty());
      assertThat(scheduler.getTriggerKeys(moved)).isEmpty();
    } finally {
      scheduler.shutdown();
    }
  }

  @Test
  void aVerifyOfTheScheduleProvesTheNumbers() throws Exception {
    Pipeline pipeline = pipeline(settings.with("schedule.verify", NEW_YEAR), Clock.systemUTC());
    pipeline.sync(Trigger.COMMAND, Progress.NONE);
    with(pipeline, Clock.systemUTC(), () -> awaitEnded(pipeline, 2));
    ObjectNode verify = runs(pipeline).get(1);
    assertThat(text(verify, "job")).isEqualTo("verify");
    assertThat(text(verify, "outcome")).isEqualTo("done");
    assertThat(verify.path("rows").asLong()).isEqualTo(1);
  }

  @Test
  void noTwoRunsOverlap() {
    Pipeline pipeline =
        pipeline(
            settings.with("schedule.sync", EVERY_SECOND).with("schedule.refresh", EVERY_SECOND),
            Clock.systemUTC());
    with(pipeline, Clock.systemUTC(), () -> awaitEnded(pipeline, 6));
    List<ObjectNode> runs = runs(pipeline);
    assertThat(runs).extracting(run -> text(run, "job")).contains("sync", "refresh");
    for (int i = 1; i < runs.size(); i++) {
      assertThat(instant(runs.get(i), "started_at"))
          .isAfterOrEqualTo(instant(runs.get(i - 1), "ended_at"));
    }
  }

  @Test
  void aMissedTimeIsMadeUpForOnce() throws Exception {
    TestSettings yearly = settings.with("schedule.refresh", NEW_YEAR);
    pipeline(yearly, BEFORE)
        .refresh(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
    Pipeline pipeline = pipeline(yearly, AFTER);
    with(pipeline, AFTER, () -> awaitEnded(pipeline, 2));
    with(pipeline, AFTER, JobScheduleTest::nothing);
    assertThat(runs(pipeline))
        .extracting(run -> text(run, "trigger") + " " + text(run, "outcome"))
        .containsExactly("command done", "catch-up done");
    assertThat(runs(pipeline))
        .extracting(run -> text(run, "scheduled_for"))
        .containsExactly("", "2022-12-31T15:00:00Z");
  }

  @Test
  void whereNoTimeWasMissedNothingIsMadeUpFor() throws Exception {
    Pipeline pipeline = pipeline(settings.with("schedule.refresh", NEW_YEAR), BEFORE);
    pipeline.refresh(Optional.empty(), Optional.empty(), Trigger.COMMAND, Progress.NONE);
    with(pipeline, BEFORE, JobScheduleTest::nothing);
    assertThat(runs(pipeline)).hasSize(1);
  }

  @Test
  void aRunThatWasStoppedIsStillToBeDone() throws Exception {
    Pipeline pipeline = pipeline(settings.with("schedule.sync", NEW_YEAR), BEFORE);
    Progress stopping =
        new Progress() {
          @Override
          public void begin(String phase, long total) {
            Thread.currentThread().interrupt();
          }

          @Override
          public void advance(long steps) {}
        };
    assertThat(catchThrowable(() -> pipeline.sync(Trigger.COMMAND, stopping)))
        .isInstanceOf(InterruptedException.class);
    Clock later = Clock.offset(BEFORE, Duration.ofSeconds(1));
    Pipeline next = pipeline(settings.with("schedule.sync", NEW_YEAR), later);
    with(next, later, () -> awaitEnded(next, 2));
    assertThat(runs(next))
        .extracting(run -> text(run, "trigger") + " " + text(run, "outcome"))
        .containsExactly("command stopped", "catch-up rejects");
  }

  @Test
  void aJobThatFailsIsRecordedAndTheScheduleGoesOn() {
    Pipeline pipeline =
        pipeline(
            settings
                .with("schedule.sync", EVERY_SECOND)
                .with("mysql.url", "jdbc:mysql://127.0.0.1:1/shop"),
            Clock.systemUTC());
    with(pipeline, Clock.systemUTC(), () -> awaitEnded(pipeline, 3));
    assertThat(runs(pipeline).subList(0, 2))
        .allSatisfy(
            run -> {
              assertThat(text(run, "outcome")).isEqualTo("failed");
              assertThat(text(run, "error"))
                  .contains("MySQL jdbc:mysql://127.0.0.1:1/shop", "Is it running?");
            });
  }

  @Test
  void severalSchedulesOfOneJvmDoNotShareTheirJobs() {
    Pipeline pipeline =
        pipeline(settings.with("schedule.refresh", EVERY_SECOND), Clock.systemUTC());
    Pipeline off = pipeline(settings, Clock.systemUTC());
    with(
        pipeline,
        Clock.systemUTC(),
        () -> {
          with(off, Clock.systemUTC(), JobScheduleTest::nothing);
          awaitEnded(pipeline, runs(pipeline).size() + 2);
        });
    assertThat(runs(pipeline)).allSatisfy(run -> assertThat(text(run, "job")).isEqualTo("refresh"));
  }
}
