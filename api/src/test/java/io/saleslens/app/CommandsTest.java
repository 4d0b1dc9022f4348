package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The way from a file to suspects, as somebody would type it. */
@ExtendWith(SandboxExtension.class)
class CommandsTest {
  /** Three equal payments of one card, far above what the store's customers pay otherwise. */
  private static final String SALES =
      """
      id,store_id,amount_sale,sold_at,card_number,is_canceled,remark
      1,50,1000,2023-05-01 12:00:00,5461-11**-****-0001,0,김치찌개
      2,50,3000,2023-05-02 12:00:00,5461-11**-****-0002,0,
      3,50,90000,2023-05-03 12:00:00,5461-11**-****-0003,0,
      4,50,90000,2023-05-03 12:01:00,5461-11**-****-0003,0,
      oops
      5,50,90000,2023-05-03 12:02:00,5461-11**-****-0003,0,
      """;

  @TempDir private Path folder;

  static JsonNode json(String out) throws Exception {
    return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(out);
  }

  @Test
  void loadInitBackfillRefreshSync(TestServers servers) throws Exception {
    TestSettings settings = TestSettings.of(servers);
    Path csv = Files.writeString(folder.resolve("sales.csv"), SALES);

    Cli.Result load = Cli.run(settings, "load", "--create", "--json", csv.toString());
    assertThat(load.exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
    assertThat(load.err()).contains(csv + ", line 6: 1 fields, expected 7");
    JsonNode file = json(load.out()).path("files").path(0);
    assertThat(file.path("file").asText()).isEqualTo(csv.toString());
    assertThat(file.path("loaded").asLong()).isEqualTo(5);
    assertThat(file.path("bad").asLong()).isEqualTo(1);

    Cli.Result init = Cli.run(settings, "init");
    assertThat(init.exitCode()).isEqualTo(Main.DONE);
    assertThat(init.out()).startsWith("Made ").contains(settings.names().frauds() + "-v1");
    assertThat(Cli.run(settings, "init").out()).isEqualTo("Everything is there already.\n");
    assertThat(json(Cli.run(settings, "init", "--json").out()).path("made")).isEmpty();

    Cli.Result backfill = Cli.run(settings, "backfill");
    assertThat(backfill.exitCode()).isEqualTo(Main.DONE);
    assertThat(backfill.out()).contains("backfill: 5 rows read", "5 written", "3 days dirty");
    assertThat(backfill.err()).contains("INFO  JobRuns backfill: 5 rows read");

    Cli.Result refresh = Cli.run(settings, "refresh");
    assertThat(refresh.exitCode()).isEqualTo(Main.DONE);
    assertThat(refresh.out())
        .contains("refresh: 3 days computed", "3 daily AOVs written", "3 suspects");

    TestTable table = TestTable.over(settings);
    LocalDateTime now = table.now(settings.source().sourceZone());
    table.insert(TestSale.of(6).soldAt("2023-05-02 13:00:00").modified(now));
    Cli.Result sync = Cli.run(settings, "sync", "--json");
    assertThat(sync.exitCode()).isEqualTo(Main.DONE);
    JsonNode done = json(sync.out());
    assertThat(done.path("job").asText()).isEqualTo("sync");
    assertThat(done.path("index").path("written").asLong()).isEqualTo(1);
    assertThat(done.path("index").path("dirty_days").path(0).asText()).isEqualTo("2023-05-02");
    assertThat(done.path("refresh").path("daily_days").asLong()).isEqualTo(1);
    assertThat(sync.err()).contains("INFO  JobRuns sync: ");

    Cli.Result again =
        Cli.run(settings, "refresh", "--from", "2023-05-01", "--to", "2023-05-03", "--json");
    JsonNode nothing = json(again.out()).path("refresh");
    assertThat(nothing.path("daily_days").asLong()).isEqualTo(3);
    assertThat(nothing.path("daily").path("written").asLong()).isZero();
    assertThat(nothing.path("frauds").path("written").asLong()).isZero();
  }

  @Test
  void anInstallWithoutTheSandboxSaysSo() throws Exception {
    try (ChildCli demo = ChildCli.startWithoutSandbox(folder, "demo")) {
      Cli.Result result = demo.awaitResult();
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .contains("This install lacks the servers that demo and sandbox start")
          .doesNotContain("NoClassDefFoundError");
    }
  }

  @Test
  void whatIsPrintedIsUtf8WhateverTheTerminalSays() throws Exception {
    try (ChildCli help = ChildCli.start(folder, Map.of("LC_ALL", "C"), "--help")) {
      assertThat(help.awaitResult().out()).contains("SALESLENS_…");
    }
  }
}
