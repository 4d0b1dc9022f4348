package io.saleslens.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;

/** What keeps a schedule from firing, with the store in memory. */
class ScheduleStateTest {
  private static final List<String> PLANNED = List.of("sync");

  private final CountDownLatch done = new CountDownLatch(1);
  private Scheduler scheduler;

  @BeforeEach
  void start() throws Exception {
    scheduler =
        Schedulers.oneThread(
            new MemoryStore(),
            (fired, its) ->
                context -> Awaitility.await().forever().until(() -> done.getCount() == 0));
    scheduler.addJob(JobSchedule.REQUESTED, true);
    scheduler.scheduleJob(
        newJob(SyncJob.class).withIdentity("sync").build(),
        newTrigger().withIdentity("sync").withSchedule(cronSchedule("0 0 0 1 1 ?")).build());
    scheduler.start();
  }

  @AfterEach
  void stop() throws Exception {
    done.countDown();
    scheduler.shutdown(true);
  }

  private Optional<String> problemAfter(Duration time) throws Exception {
    Clock clock = Clock.fixed(Instant.now().plus(time), ZoneOffset.UTC);
    return new ScheduleState(scheduler, clock).problem(PLANNED);
  }

  private Optional<String> problem() throws Exception {
    return problemAfter(Duration.ZERO);
  }

  @Test
  void nothingKeepsOneThatWaitsForItsTime() throws Exception {
    assertThat(problem()).isEmpty();
  }

  @Test
  void oneThatStandsStillOrIsShutDown() throws Exception {
    scheduler.standby();
    assertThat(problem()).contains("the scheduler stands still");
    scheduler.shutdown();
    assertThat(problem()).contains("the scheduler is shut down; start Saleslens anew");
  }

  @Test
  void aMissingTimeAndAMissingJob() throws Exception {
    scheduler.unscheduleJob(TriggerKey.triggerKey("sync"));
    assertThat(problem()).contains("the time of sync is missing in the schedule's store");
    scheduler.deleteJob(JobSchedule.REQUESTED.getKey());
    assertThat(problem())
        .contains("the job for runs that are asked for is missing in the schedule's store");
  }

  @Test
  void aTimeThatWasPutAside() throws Exception {
    scheduler.pauseTrigger(TriggerKey.triggerKey("sync"));
    assertThat(problem()).contains("the time of sync is in the state PAUSED");
  }

  @Test
  void aTimeThatHasPassedThoughNothingRuns() throws Exception {
    assertThat(problemAfter(Duration.ofDays(400)).orElseThrow())
        .startsWith("sync was due at ")
        .endsWith(" and did not begin");
  }

  @Test
  void aTimeThatWaitsForAJobThatNeverEnds() throws Exception {
    scheduler.addJob(newJob(RefreshJob.class).withIdentity("refresh").storeDurably().build(), true);
    scheduler.triggerJob(JobKey.jobKey("refresh"));
    Awaitility.await().until(() -> !scheduler.getCurrentlyExecutingJobs().isEmpty());
    assertThat(problem()).isEmpty();
    assertThat(problemAfter(Duration.ofDays(400)).orElseThrow())
        .startsWith("sync was due at ")
        .contains(" and waits for refresh, which has run since ");
  }
}
