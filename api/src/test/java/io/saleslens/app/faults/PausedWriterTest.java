package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.ChildCli;
import io.saleslens.app.Cli;
import io.saleslens.app.TestEnvironment;
import io.saleslens.fraud.testing.RandomChanges;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process is paused in the middle of its work for longer than its lease lasts. Another takes
 * over, and the sales change further. Once it goes on, the first writes nothing any more and says
 * why.
 */
@ExtendWith(SandboxExtension.class)
class PausedWriterTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int PAUSES =
      Math.max(1, Integer.getInteger("saleslens.test.faults", 20) / 20);

  @TempDir private Path folder;
  private TestSettings settings;
  private TestSettings slow;
  private TestProxy line;
  private RandomChanges changes;
  private int children;

  @ParameterizedTest
  @EnumSource(value = Job.class, names = "RUN", mode = EnumSource.Mode.EXCLUDE)
  void losesItsLeaseAndLeavesNothingWrong(Job job, TestServers servers) throws Exception {
    Random random = new Random(Long.getLong("saleslens.test.seed", 0) + job.ordinal());
    settings = TestSettings.of(servers).with("lease.duration", "PT1S");
    TestTable table = TestTable.create(settings);
    changes = new RandomChanges(table, random, settings.source().sourceZone());
    changes.old(100);
    bring("sync");
    try (TestProxy proxy = TestProxy.before(servers.elasticsearchUrl().toString());
        Truth truth = new Truth(settings, table)) {
      line = proxy;
      // a little for each request, so that there is a middle to be paused in
      line.delay(Duration.ofMillis(5));
      slow =
          settings
              .with("elasticsearch.url", line.through(servers.elasticsearchUrl().toString()))
              .with("bulk.bytes", "1024")
              .with("sync.page-size", "10");
      for (int paused = 0; paused < PAUSES; ) {
        if (isPausedInTheMiddle(job, truth, Duration.ofMillis(random.nextInt(2_500)))) {
          paused++;
        }
      }
    }
  }

  /**
   * @return false if the job did not hold the lease when it was paused
   */
  private boolean isPausedInTheMiddle(Job job, Truth truth, Duration delay) throws Exception {
    changes.visible(80);
    if (job == Job.REFRESH) {
      bring("backfill");
    }
    Path work = Files.createDirectory(folder.resolve("child-" + ++children));
    Moment moment = Moment.of(line);
    try (ChildCli paused = ChildCli.start(work, TestEnvironment.of(slow), job.command())) {
      if (!moment.comes(paused, delay)) {
        return false;
      }
      paused.signal("STOP");
      if (!holdsTheLease(paused, truth)) {
        return false;
      }
      bring("sync");
      truth.assertHolds();
      changes.visible(40);
      bring("sync");
      truth.assertHolds();

      paused.signal("CONT");
      assertThat(paused.awaitEnd(LIMIT)).as(paused.err()).isEqualTo(1);
      assertThat(paused.err())
          .contains(
              "saleslens: " + job.command() + " lost its lease on " + settings.names().prefix());
      CommandLineOutput.assertClean(paused, settings);
      CommandLineOutput.assertSaysWhy(paused);
      truth.assertHolds();
      assertThat(truth.runs(job.command()))
          .filteredOn(run -> run.path("error").asText().contains("lost its lease"))
          .isNotEmpty()
          .allSatisfy(run -> assertThat(run.path("outcome").asText()).isEqualTo("failed"));
      return true;
    }
  }

  private static boolean holdsTheLease(ChildCli command, Truth truth) {
    JsonNode lease = truth.state("lease");
    return lease.path("held").asBoolean()
        && lease.path("holder").asText().contains("(process " + command.pid() + ")");
  }

  private void bring(String command) {
    Cli.Result result = Cli.run(settings, command);
    assertThat(result.exitCode()).as(result.err()).isZero();
  }
}
