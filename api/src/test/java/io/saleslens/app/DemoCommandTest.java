package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer meets it: a process of its own that starts its own servers. */
class DemoCommandTest {
  private static final int SIGTERM = 128 + 15;

  /** The demo takes no notice of the servers that the environment names. */
  private static final Map<String, String> OTHER_SERVERS =
      Map.of(
          "SALESLENS_MYSQL_URL", "jdbc:mysql://127.0.0.1:1/production",
          "SALESLENS_ELASTICSEARCH_URL", "http://127.0.0.1:1",
          "SALESLENS_ELASTICSEARCH_USER", "elastic",
          "SALESLENS_ELASTICSEARCH_PASSWORD", "secret",
          "SALESLENS_API_PORT", "0");

  @TempDir private Path folder;

  @Test
  void onceAsJsonEveryPlantedFraudIsFoundAndNothingElse() throws Exception {
    try (ChildCli demo =
        ChildCli.start(
            folder, OTHER_SERVERS, "demo", "--once", "--json", "--sales", "3000", "--days", "12")) {
      Cli.Result result = demo.awaitResult();
      assertThat(result.exitCode()).as(result.err()).isEqualTo(Main.DONE);
      JsonNode report = CommandsTest.json(result.out());
      assertThat(report.path("sales").asLong()).isEqualTo(3_000);
      assertThat(report.path("days").asLong()).isEqualTo(12);
      assertThat(report.path("top_stores")).hasSize(5);
      JsonNode planted = report.path("planted");
      assertThat(planted.path("sales").asLong()).isPositive();
      assertThat(planted.path("found")).isEqualTo(planted.path("sales"));
      assertThat(report.path("suspects")).isEqualTo(planted.path("sales"));
      assertThat(planted.path("missed").asLong()).isZero();
      assertThat(planted.path("false_alarms").asLong()).isZero();
      assertThat(result.err())
          .contains("make up sales  3,000 of 3,000", "backfill       3,000 of 3,000")
          .doesNotContain("\033", "ERROR", "\tat ");
      demo.awaitNothingLeft();
    }
  }

  @Test
  void aFileIsSummedUpServedAndNothingIsLeftAfterSigterm() throws Exception {
    Path csv =
        Files.writeString(
            folder.resolve("sales.csv"),
            """
            id,store_id,amount_sale,sold_at,card_number,is_canceled
            1,50,1000000,2023-05-01 12:00:00,5461-11**-****-0001,0
            2,50,3000000,2023-05-02 12:00:00,5461-11**-****-0002,0
            no sale
            """);
    try (ChildCli demo = ChildCli.start(folder, OTHER_SERVERS, "demo", "--csv", csv.toString())) {
      demo.awaitErr("Ctrl-C ends everything.");
      String summary = demo.out().replaceAll(" +", " ");
      assertThat(summary)
          .contains(
              "Sales 2 of 1 stores on 2 business days",
              "Bad lines 1,",
              "\n 50 4,000,000 2 2,000,000 2,000,000\n",
              "Suspects 0 sales in 0 groups")
          .doesNotContain("Planted");
      assertThat(demo.err()).contains(csv + ", line 4: 1 fields, expected 6");
      var url = Pattern.compile("http://127.0.0.1:(\\d+)/health/ready").matcher(demo.err());
      assertThat(url.find()).isTrue();
      demo.awaitReady(Integer.parseInt(url.group(1)));
      assertThat(demo.terminate(Duration.ofSeconds(40))).isEqualTo(SIGTERM);
      demo.awaitNothingLeft();
    }
  }

  @Test
  void sigtermInTheMiddleEndsItQuietlyAndLeavesNothing() throws Exception {
    try (ChildCli demo = ChildCli.start(folder, OTHER_SERVERS, "demo", "--sales", "30000")) {
      demo.awaitErr("WARN  Pipeline No saleslens.card.pepper"); // said when MySQL is filled
      assertThat(demo.terminate(Duration.ofSeconds(40))).isEqualTo(SIGTERM);
      assertThat(demo.out()).isEmpty();
      assertThat(demo.err()).doesNotContain("\tat ", "cannot be reached");
      demo.awaitNothingLeft();
    }
  }

  @Test
  void aSandboxSaysHowToReachItWhenItCanBeReached() throws Exception {
    try (ChildCli sandbox = ChildCli.start(folder, Map.of(), "sandbox")) {
      sandbox.awaitOut("ready\n");
      assertThat(sandbox.out())
          .matches(
              """
              export SALESLENS_ELASTICSEARCH_URL='http://[^']+'
              export SALESLENS_IMPORTS_MYSQL_PASSWORD='[^']+'
              export SALESLENS_IMPORTS_MYSQL_URL='jdbc:mysql://[^']+'
              export SALESLENS_IMPORTS_MYSQL_USER='[^']+'
              export SALESLENS_MYSQL_PASSWORD='[^']+'
              export SALESLENS_MYSQL_URL='jdbc:mysql://[^']+'
              export SALESLENS_MYSQL_USER='[^']+'
              ready
              """);
      assertThat(Cli.run(exported(sandbox.out()), "init").exitCode()).isEqualTo(Main.DONE);
      assertThat(sandbox.terminate(Duration.ofSeconds(40))).isEqualTo(SIGTERM);
      sandbox.awaitNothingLeft();
    }
  }

  /** As a shell understands what the sandbox printed. */
  private static Map<String, String> exported(String out) {
    return Pattern.compile("export (\\w+)='(.*)'")
        .matcher(out)
        .results()
        .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
  }
}
