package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the doctor finds where things are not as they should be; see LeastPrivilegeTest, too. */
class DoctorCommandTest extends WithServers {
  private static final String SECRET = "a pepper that nobody may see";

  /** The findings of a check, each as "level found → mend". */
  private static List<String> findings(Cli.Result result, String check) {
    JsonNode report = Json.tree(result.out().getBytes(StandardCharsets.UTF_8));
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(it -> it.path("check").asText().equals(check))
        .map(
            it ->
                "%s %s → %s"
                    .formatted(
                        it.path("level").asText(),
                        it.path("found").asText(),
                        it.path("mend").asText()))
        .toList();
  }

  @Test
  void everythingThatIsWrongIsFoundInOneGoWithTheWayToMendIt() throws Exception {
    table.insert(TestSale.of(1), TestSale.of(2).store(null));
    assertThat(Cli.run(settings, "backfill").exitCode()).isEqualTo(Main.DONE_WITH_FINDINGS);
    makeRejectsVisible();
    sql("ALTER TABLE platform_sales DROP INDEX idx_modified_id, DROP INDEX idx_sold_at");
    TestSettings other =
        settings
            .with("card.pepper", SECRET)
            .with("source.zone", "Europe/Berlin")
            .with("source.columns.remark", "none");
    Cli.Result result = Cli.run(other, "doctor", "--json");
    assertThat(result.exitCode()).as(result.out()).isEqualTo(Main.DONE_WITH_FINDINGS);
    assertThat(findings(result, "table indexes"))
        .hasSize(2)
        .anyMatch(
            it ->
                it.endsWith(
                    "CREATE INDEX `saleslens_modified_id` ON `platform_sales` (`modified`, `id`);"))
        .anyMatch(
            it ->
                it.endsWith(
                    "CREATE INDEX `saleslens_sold_at_id` ON `platform_sales` (`sold_at`, `id`);"));
    assertThat(findings(result, "zones")).singleElement().asString().startsWith("warn ");
    assertThat(findings(result, "table")).singleElement().asString().contains("none for remark");
    assertThat(findings(result, "built with"))
        .singleElement()
        .asString()
        .startsWith("fail Setting saleslens.source.zone");
    assertThat(findings(result, "rejects")).singleElement().asString().contains("1 rows");
    assertThat(findings(result, "computed")).singleElement().asString().contains("1 days wait");
    assertThat(findings(result, "mysql clock")).containsExactly("ok agrees with this machine's → ");
    assertThat(findings(result, "elastic clock"))
        .containsExactly("ok agrees with this machine's → ");
    assertThat(findings(result, "mysql account"))
        .singleElement()
        .asString()
        .contains("may do more");
    assertThat(result.out() + result.err()).doesNotContain(SECRET, "IDENTIFIED");

    sql("CREATE INDEX `saleslens_modified_id` ON `platform_sales` (`modified`, `id`);");
    sql("CREATE INDEX `saleslens_sold_at_id` ON `platform_sales` (`sold_at`, `id`);");
    assertThat(findings(Cli.run(settings, "doctor", "--json"), "table indexes"))
        .singleElement()
        .asString()
        .startsWith("ok ");
  }

  @Test
  void idsThatLookLikeCardNumbersAreTold() throws Exception {
    sql("ALTER TABLE platform_sales MODIFY store_id VARCHAR(64)");
    table.insert(
        TestSale.of(1).with("store_id", "4111111111111111"),
        TestSale.of(2).with("store_id", "202305014111111111111111"),
        TestSale.of(3));

    assertThat(findings(Cli.run(settings, "doctor", "--json"), "card ids"))
        .containsExactly(
            "warn store_id looks like card numbers in 2 of 3 rows; they are kept as they are"
                + " → If they are, set saleslens.card.ids to refuse, and name a column of other"
                + " ids.");
  }

  /** Doctor writes nothing, so it does not do so itself. */
  private void makeRejectsVisible() {
    try (Elastic elastic = new Elastic(settings.elastic())) {
      new Indices(elastic).refresh(settings.names().rejects());
    }
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = new Database(settings.mysql()).connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void nothingIsMadeWhereThereIsNothing() {
    for (int i = 0; i < 2; i++) {
      Cli.Result result = Cli.run(settings, "doctor", "--json");
      assertThat(result.exitCode()).as(result.out()).isEqualTo(Main.DONE_WITH_FINDINGS);
      assertThat(findings(result, "indices"))
          .as("again, as the first changed nothing")
          .hasSizeGreaterThan(6)
          .allMatch(it -> it.endsWith("is missing → Run ./saleslens init."));
      assertThat(findings(result, "templates")).singleElement().asString().startsWith("fail ");
    }
  }

  @Test
  void serversThatAreAwayOrSilentAreToldSoonAndTheRestIsLookedAtAllTheSame() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      TestSettings away =
          settings
              .with("mysql.url", "jdbc:mysql://127.0.0.1:1/shop")
              .with("elasticsearch.request-timeout", "PT1S")
              .with("elasticsearch.url", "http://127.0.0.1:" + silent.getLocalPort());
      long start = System.nanoTime();
      Cli.Result result = Cli.run(away, "doctor");
      assertThat(result.exitCode()).isEqualTo(Main.FAILED);
      assertThat(result.out())
          .contains("ok    card pepper", "fail  mysql ", "fail  elasticsearch ")
          .contains("127.0.0.1:1", "cannot be reached");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }
}
