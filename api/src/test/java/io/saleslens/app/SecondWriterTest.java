package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.Lease;
import io.saleslens.indexer.LeaseSettings;
import io.saleslens.indexer.Leases;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSale;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command does while another instance writes. */
class SecondWriterTest extends WithServers {
  private static final LeaseSettings SOON = new LeaseSettings(Duration.ofSeconds(2), Duration.ZERO);

  private Elastic elastic;

  @BeforeEach
  void prepare() {
    elastic = new Elastic(settings.elastic());
    settings = settings.with("lease.duration", "PT2S").with("lease.wait", "PT0S");
    assertThat(Cli.run(settings, "init").exitCode()).isEqualTo(Main.DONE);
  }

  @AfterEach
  void close() {
    elastic.close();
  }

  private Map<String, ObjectNode> documents(String index) {
    return TestDocuments.of(elastic, index);
  }

  @Test
  void isRefusedWithTheHoldersNameAndWritesNothing() throws Exception {
    table.insert(TestSale.of(1));
    try (Lease lease =
        new Leases(elastic, settings.names(), SOON, Clock.systemUTC()).acquire("backfill")) {
      for (String command : new String[] {"sync", "backfill", "refresh", "verify"}) {
        Cli.Result refused = Cli.run(settings, command);
        assertThat(refused.exitCode()).isEqualTo(Main.FAILED);
        assertThat(refused.err())
            .contains(
                "saleslens: %s cannot write to %s*: another holds the lease (backfill of "
                    .formatted(command, settings.names().prefix()),
                "(process " + ProcessHandle.current().pid() + "), since ",
                " s ago, last heard of ");
      }
      lease.requireHeld();
    }
    assertThat(documents(settings.names().days())).isEmpty();
    assertThat(documents(settings.names().state())).containsOnlyKeys("lease");
    assertThat(documents(settings.names().jobRuns()).values())
        .extracting(run -> run.path("job").asText(), run -> run.path("outcome").asText())
        .containsExactlyInAnyOrder(
            tuple("sync", "refused"),
            tuple("backfill", "refused"),
            tuple("refresh", "refused"),
            tuple("verify", "refused"));
    assertThat(Cli.run(settings, "sync").exitCode()).isEqualTo(Main.DONE);
  }

  @Test
  void mayStillLookWhatItWouldDo() throws Exception {
    table.insert(TestSale.of(1));
    try (Lease lease =
        new Leases(elastic, settings.names(), SOON, Clock.systemUTC()).acquire("backfill")) {
      Cli.Result plan = Cli.run(settings, "sync", "--dry-run");
      assertThat(plan.exitCode()).isEqualTo(Main.DONE);
      assertThat(plan.out()).contains("Would be written: 1 sales of 1 rows read");
      lease.requireHeld();
    }
  }
}
