package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.Freshness;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.imports.ImportTask;
import io.saleslens.indexer.testing.TestDocuments;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sales that came by files are sales like those of the shop's table, whatever comes in between. */
class ImportTest extends WithServers {
  private static final String HEADER = "id,store_id,amount_sale,card_number,sold_at\n";

  /** Three times the same at store 60, and an ordinary sale on each side. */
  private static final String MAY =
      HEADER
          + """
          1,60,1000,4111-11**-****-0001,2023-05-01 12:00:00
          2,60,9000,4111-11**-****-0002,2023-05-02 12:00:00
          3,60,9000,4111-11**-****-0002,2023-05-02 12:01:00
          4,60,9000,4111-11**-****-0002,2023-05-02 12:02:00
          5,60,1000,4111-11**-****-0003,2023-05-03 12:00:00
          """;

  private static final String OTHER_MAY_2 =
      HEADER + "2,60,9000,4111-11**-****-0002,2023-05-02 12:00:00\n";

  @TempDir private Path dir;
  private TestSettings importing;
  private Pipeline pipeline;

  @BeforeEach
  void open() {
    importing =
        settings
            .with("imports.mysql.url", servers.mysqlUrl())
            .with("imports.mysql.user", servers.mysqlUser())
            .with("imports.mysql.password", servers.mysqlPassword())
            .with("imports.dir", dir.resolve("files").toString());
    pipeline =
        new Pipeline(
            Settings.load(Optional.empty(), TestEnvironment.of(importing)), Clock.systemUTC());
    table.insert(TestSale.of(1), TestSale.of(2).soldAt("2023-05-02 10:00:00"));
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private String file(String csv) throws IOException {
    return Files.writeString(dir.resolve("may.csv"), csv, StandardCharsets.UTF_8).toString();
  }

  private Cli.Result run(String... arguments) {
    return Cli.run(importing, arguments);
  }

  private Cli.Result importFile(String csv, String... more) throws IOException {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(new String[] {"import", file(csv), "--source", "shop-60"}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return run(arguments);
  }

  private Set<String> ids(String name) {
    return TestDocuments.of(pipeline.elastic(), name).keySet();
  }

  private Set<String> sales() {
    return ids(importing.names().sales());
  }

  private static void assertProven(TestSettings settings, int sales) {
    Cli.Result verified = Cli.run(settings, "verify", "--deep", "--json");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    JsonNode report = Json.tree(verified.out().getBytes(StandardCharsets.UTF_8));
    assertThat(report.path("sales").path("rows_read").asLong()).as(verified.out()).isEqualTo(sales);
  }

  private List<String> states() {
    return pipeline
        .requiredImports()
        .newest(Optional.empty(), Optional.empty(), Optional.empty(), 9)
        .stream()
        .map(ImportTask::state)
        .map(ImportTask.State::shown)
        .toList();
  }

  @Test
  void importedSalesAreIndexedAndComputedAndARebuildBringsThemBack() throws Exception {
    Cli.Result imported = importFile(MAY);
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.out()).contains("5 rows stored", "3 days, 2023-05-01 to 2023-05-03");
    assertThat(states()).containsExactly("done");
    Set<String> suspects =
        Set.of("shop-60:2023-05-02:2", "shop-60:2023-05-02:3", "shop-60:2023-05-02:4");
    assertThat(ids(importing.names().frauds())).isEqualTo(suspects);
    assertThat(importFile(MAY).out()).contains("already collected");
    assertThat(run("sync", "--dry-run").out()).contains("7 rows");

    TestSettings rebuilt =
        importing.with("index.prefix", importing.values().get("index.prefix") + "again_");
    assertThat(Cli.run(rebuilt, "sync").exitCode()).isZero();
    assertThat(ids(rebuilt.names().sales()))
        .hasSize(7)
        .contains("1", "2", "shop-60:2023-05-01:1", "shop-60:2023-05-03:5")
        .containsAll(suspects);
    assertThat(ids(rebuilt.names().frauds())).isEqualTo(suspects);
    assertProven(rebuilt, 7);
  }

  @Test
  void columnsThatAreNotUsedAreNamed() throws Exception {
    String csv = "store,amount,datetime,status,colour\n60,1000,2023-05-01 10:00,Refunded,red\n";

    assertThat(importFile(csv, "--dry-run").out()).contains("columns not used: colour");
    Cli.Result imported = importFile(csv, "--json", "--no-index");
    JsonNode file = Json.tree(imported.out().getBytes(StandardCharsets.UTF_8)).path("files").get(0);
    assertThat(file.path("columns_not_used"))
        .extracting(JsonNode::asText)
        .containsExactly("colour");
    ImportTask task = pipeline.requiredImports().find(file.path("task_id").asLong()).orElseThrow();
    assertThat(task.notUsed()).containsExactly("colour");
  }

  @Test
  void aColumnThatMayMeanCanceledStopsTheFile() throws Exception {
    Cli.Result imported = importFile("store,amount,datetime,status\n60,1000,2023-05-01 10:00,X9\n");

    assertThat(imported.exitCode()).isEqualTo(2);
    assertThat(imported.out()).contains("'status=none'", "'status=is_canceled'", "'X9'");
    assertThat(states()).isEmpty();
  }

  @Test
  void nothingIsLostByACrashAndAReplacedDayLosesWhatIsGoneEverywhere() throws Exception {
    assertThat(importFile(MAY, "--no-index").exitCode()).isZero();
    // a process that dies while it indexes
    pipeline.requiredImports().begin();
    assertThat(states()).containsExactly("indexing");
    assertThat(run("sync").exitCode()).isZero();
    assertThat(states()).containsExactly("done");
    assertThat(sales()).hasSize(7);
    assertThat(ids(importing.names().frauds())).hasSize(3);

    Cli.Result refused = importFile(OTHER_MAY_2);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).contains("2023-05-02", "--replace");
    assertThat(importFile(OTHER_MAY_2, "--replace").exitCode()).isZero();
    assertThat(sales())
        .containsExactlyInAnyOrder(
            "1", "2", "shop-60:2023-05-01:1", "shop-60:2023-05-02:2", "shop-60:2023-05-03:5");
    assertThat(ids(importing.names().frauds())).isEmpty();
    assertThat(
            TestDocuments.of(pipeline.elastic(), importing.names().daily())
                .get("60|2023-05-02")
                .path("num_sale")
                .asInt())
        .isEqualTo(1);
    assertProven(importing, 5);
  }

  /** The shop's own table was set once, and never read to its end. */
  @Test
  void aTableThatIsSetNoMoreHoldsNothingUp() throws Exception {
    table.execute("RENAME TABLE platform_sales TO away");
    assertThat(run("sync").exitCode()).isNotZero();
    assertThat(importFile(MAY).exitCode()).isZero();
    assertThat(readThrough()).isEmpty();

    TestSettings alone =
        importing.with("mysql.url", "").with("mysql.user", "").with("mysql.password", "");
    String csv = file(HEADER + "9,60,1000,,2023-05-09\n");
    assertThat(Cli.run(alone, "import", csv, "--source", "shop-60").exitCode()).isZero();
    assertThat(readThrough()).isPresent();

    assertThat(run("sync").exitCode()).isNotZero();
    assertThat(readThrough()).isEmpty();
    assertThat(Cli.run(alone, "sync").exitCode()).isZero();
    assertThat(readThrough()).isPresent();
  }

  private Optional<Instant> readThrough() {
    return new Freshness(pipeline.elastic(), importing.names())
        .of(Optional.empty(), Optional.empty())
        .readThrough();
  }

  @Test
  void aShopMayHaveImportsAloneWhichARunTakesUp() throws Exception {
    TestSettings alone =
        importing.with("mysql.url", "").with("mysql.user", "").with("mysql.password", "");
    String csv =
        file(HEADER + "1,60,1000,,2023-05-01\n2,60,much,,2023-05-01\n3,60,3,,2023-05-01\n");
    Cli.Result planned = Cli.run(alone, "import", csv, "--source", "shop-60", "--dry-run");
    assertThat(planned.out()).contains("2 rows would be stored");
    Cli.Result stored = Cli.run(alone, "import", csv, "--source", "shop-60", "--no-index");
    assertThat(stored.exitCode()).isEqualTo(3);
    assertThat(stored.out()).contains("row 2  amount_sale", "2 rows stored", "1 refused");
    Settings ofAlone = Settings.load(Optional.empty(), TestEnvironment.of(alone));
    try (Pipeline own = new Pipeline(ofAlone, Clock.systemUTC());
        ImportWorker worker = new ImportWorker(own)) {
      worker.start();
      Awaitility.await().untilAsserted(() -> assertThat(states()).containsExactly("done"));
    }
    assertThat(sales()).containsExactlyInAnyOrder("shop-60:2023-05-01:1", "shop-60:2023-05-01:3");
    assertProven(alone, 2);

    // whose sales would all seem to be too many
    Cli.Result blind = Cli.run(settings, "verify", "--repair");
    assertThat(blind.exitCode()).isEqualTo(2);
    assertThat(blind.err()).contains("SALESLENS_IMPORTS_MYSQL_URL");
    assertThat(sales()).hasSize(2);
  }
}
