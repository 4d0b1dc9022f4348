package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.elastic.Upgrade;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestSecuredServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The accounts in docs/ are enough for all jobs, and nothing in them is too much. */
@ExtendWith(SandboxExtension.class)
class LeastPrivilegeTest {
  private static final Path DOCS = Path.of("..", "docs");

  private TestSecuredServers servers;
  private TestSettings settings;
  private TestTable table;

  @BeforeEach
  void fillTable(TestSecuredServers secured) {
    servers = secured;
    settings = TestSettings.of(secured);
    table = TestTable.create(settings);
    table.insert(
        TestSale.of(1).soldAt("2023-05-01 12:00:00"), TestSale.of(2).soldAt("2023-05-02 12:00:00"));
  }

  @Test
  void theWriterCanDoAllThatJobsDo() throws Exception {
    assertThat(jobsEnd(as(writer()))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("privileges")
  void withoutAnyOneOfItsPrivilegesTheWriterCannot(String privilege) throws Exception {
    JsonNode less = writer();
    remove((ArrayNode) less.path("cluster"), privilege);
    remove((ArrayNode) less.path("indices").path(0).path("privileges"), privilege);
    assertThat(less).isNotEqualTo(writer());
    assertThat(jobsEnd(as(less))).isFalse();
  }

  static Stream<String> privileges() throws Exception {
    JsonNode role = writer();
    return Stream.of(role.path("cluster"), role.path("indices").path(0).path("privileges"))
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
        .map(JsonNode::asText);
  }

  private static void remove(ArrayNode privileges, String privilege) {
    for (int i = privileges.size() - 1; i >= 0; i--) {
      if (privileges.get(i).asText().equals(privilege)) {
        privileges.remove(i);
      }
    }
  }

  private static JsonNode writer() throws Exception {
    return Json.tree(Files.readAllBytes(DOCS.resolve("elasticsearch-role.json")));
  }

  @Test
  void theAccountForKibanaReachesNothingInElasticsearch() throws Exception {
    JsonNode role = Json.tree(Files.readAllBytes(DOCS.resolve("kibana-role.json")));
    assertThat(ends(as(role), "init")).isFalse();
  }

  private TestSettings as(JsonNode role) throws Exception {
    String user = servers.users().add(role.toString().replace("platform_", servers.indexPrefix()));
    return settings.with("elasticsearch.user", user).with("elasticsearch.password", user);
  }

  /** Whether all jobs end well; false if one is refused for want of a privilege. */
  private boolean jobsEnd(TestSettings account) throws Exception {
    for (String job : List.of("init", "backfill", "refresh")) {
      if (!ends(account, job)) {
        return false;
      }
    }
    // moves to another month, so a document is deleted
    table.replace(
        TestSale.of(1)
            .soldAt("2023-06-01 12:00:00")
            .modified(table.now(settings.source().sourceZone())));
    return ends(account, "sync") && upgrades(account);
  }

  private static boolean ends(TestSettings account, String job) {
    Cli.Result result = Cli.run(account, job);
    if (result.exitCode() == Main.DONE) {
      return true;
    }
    assertThat(result.err()).contains("refused our credentials (403)");
    return false;
  }

  /** As a newer Saleslens would, to whose mapping a field was added. */
  private static boolean upgrades(TestSettings account) throws Exception {
    IndexDefinition now = SalesIndex.definitions(account.names()).get(0);
    ObjectNode body = now.body().deepCopy();
    ((ObjectNode) body.path("mappings").path("properties")).putObject("new").put("type", "long");
    try (Elastic elastic = new Elastic(account.elastic())) {
      IndexDefinition next =
          new IndexDefinition(now.alias(), now.version() + 1, now.monthly(), body);
      assertThat(new Upgrade(elastic, new Indices(elastic)).run(next)).isNotEmpty();
      return true;
    } catch (SettingsException e) {
      assertThat(e).hasMessageContaining("refused our credentials (403)");
      return false;
    }
  }

  private void run(String statements) throws SQLException {
    try (Connection connection = new Database(settings.mysql()).connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements.replaceAll("(?m)^--.*$", "").strip().split(";")) {
        statement.execute(sql);
      }
    }
  }

  /** With the account for the table that the document makes. */
  private TestSettings withReader(TestSettings settings) throws Exception {
    String schema = servers.mysqlUrl().substring(servers.mysqlUrl().lastIndexOf('/') + 1);
    String user = schema + "_r";
    String statements =
        Files.readString(DOCS.resolve("mysql-user.sql"))
            .replace("saleslens_reader", user)
            .replace("shop.", schema + ".");
    run(statements);
    return settings.with("mysql.user", user).with("mysql.password", "change me");
  }

  /** Likewise, for imports. */
  private TestSettings withImports(TestSettings settings) throws Exception {
    String schema = servers.mysqlUrl().substring(servers.mysqlUrl().lastIndexOf('/') + 1);
    String user = schema + "_i";
    String statements =
        Files.readString(DOCS.resolve("mysql-imports-user.sql"))
            .replace("saleslens_imports", user)
            .replaceAll("\\bsaleslens(?=[.;])", schema);
    run(statements);
    return settings
        .with("imports.mysql.url", servers.mysqlUrl())
        .with("imports.mysql.user", user)
        .with("imports.mysql.password", "change me")
        .with("imports.mysql.ca", servers.ca().toString());
  }

  @Test
  void importsTakeNoMoreThanTheAccountsOfTheDocuments(@TempDir Path dir) throws Exception {
    TestSettings account =
        withImports(withReader(as(writer()))).with("imports.dir", dir.toString());
    String file =
        Files.writeString(
                dir.resolve("may.csv"), "store_id,amount_sale,sold_at\n50,1000,2023-05-01\n")
            .toString();
    Cli.Result imported = Cli.run(account, "import", file, "--source", "shop");
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(Main.DONE);
    String other =
        Files.writeString(Path.of(file), Files.readString(Path.of(file)) + "50,9,2023-05-01\n")
            .toString();
    assertThat(Cli.run(account, "import", other, "--source", "shop", "--replace").exitCode())
        .isEqualTo(Main.DONE);
  }

  @Test
  void theDoctorFindsNothingToMendWhereAllIsAsTheDocumentsSay() throws Exception {
    TestSettings account = withReader(as(writer())).with("card.pepper", "of our own");
    assertThat(Cli.run(account, "sync").exitCode()).isEqualTo(Main.DONE);
    assertThat(Cli.run(account, "verify").exitCode()).isEqualTo(Main.DONE);
    Cli.Result result = Cli.run(account, "doctor");
    assertThat(result.out()).doesNotContain("warn  ", "fail  ").contains("may do what jobs do");
    assertThat(result.exitCode()).isEqualTo(Main.DONE);
  }

  @Test
  void theReaderOfTheTableCanDoAllThatJobsDo() throws Exception {
    TestSettings reader = withReader(settings);
    assertThat(jobsEnd(reader)).isTrue();
    for (Map.Entry<String, String> refused :
        Map.of("mysql.password", "wrong", "mysql.url", servers.mysqlUrl() + "?sslMode=DISABLED")
            .entrySet()) {
      TestSettings other = reader.with("mysql.ca", "").with(refused.getKey(), refused.getValue());
      assertThat(Cli.run(other, "sync").exitCode()).isNotEqualTo(Main.DONE);
    }
  }
}
