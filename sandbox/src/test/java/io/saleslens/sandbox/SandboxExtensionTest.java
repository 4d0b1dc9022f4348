package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxExtensionTest {
  private static TestServers left;
  private TestServers before;

  @BeforeEach
  void takeServers(TestServers servers) {
    before = servers;
  }

  @Test
  @Order(1)
  void aTestHasASchemaAndAPrefixOfItsOwn(TestServers servers, TestMysql mysql) throws Exception {
    assertThat(servers).isEqualTo(before);
    assertThat(mysql.url()).isEqualTo(servers.mysqlUrl()).endsWith("/" + mysql.schema());
    assertThat(tables(servers)).isZero();
    execute(servers, "CREATE TABLE sales (id BIGINT PRIMARY KEY)");
    assertThat(tables(servers)).isOne();
    for (String name : new String[] {"sales-2026.01", "sales-2026.02"}) {
      put(servers, "/" + servers.indexPrefix() + name, "{}");
    }
    put(
        servers,
        "/_index_template/" + servers.indexPrefix() + "sales",
        "{\"index_patterns\":[\"%ssales-*\"]}".formatted(servers.indexPrefix()));
    assertThat(names(servers, "_cat/indices")).hasLineCount(2);
    assertThat(names(servers, "_cat/templates")).isNotEmpty();
    left = servers;
  }

  @Test
  @Order(2)
  void whatATestLeavesIsRemoved(TestServers servers) throws Exception {
    assertThat(servers.indexPrefix()).isNotEqualTo(left.indexPrefix());
    assertThat(names(left, "_cat/indices")).isEmpty();
    assertThat(names(left, "_cat/templates")).isEmpty();
    String schema = left.mysqlUrl().substring(left.mysqlUrl().lastIndexOf('/') + 1);
    assertThat(
            count(
                servers,
                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '%s'"
                    .formatted(schema)))
        .isZero();
  }

  @Test
  @Order(3)
  void aMistypedIndexNameDoesNotBecomeAnIndex(TestElasticsearch elasticsearch) throws Exception {
    Http.Answer answer =
        Requests.send(
            "PUT",
            elasticsearch.url().resolve("/" + elasticsearch.indexPrefix() + "x/_doc/1"),
            "{}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("no such index");
  }

  private static String names(TestServers servers, String list) throws Exception {
    String column = list.endsWith("indices") ? "index" : "name";
    return Http.get(
            servers
                .elasticsearchUrl()
                .resolve("/%s/%s*?h=%s".formatted(list, servers.indexPrefix(), column)))
        .body();
  }

  private static void put(TestServers servers, String path, String body) throws Exception {
    Http.Answer answer = Requests.send("PUT", servers.elasticsearchUrl().resolve(path), body);
    assertThat(answer.ok()).as(answer.toString()).isTrue();
  }

  private static long tables(TestServers servers) throws Exception {
    return count(
        servers, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()");
  }

  private static void execute(TestServers servers, String sql) throws Exception {
    try (Connection connection = connect(servers);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(TestServers servers, String sql) throws Exception {
    try (Connection connection = connect(servers);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }

  private static Connection connect(TestServers servers) throws Exception {
    return DriverManager.getConnection(
        servers.mysqlUrl(), servers.mysqlUser(), servers.mysqlPassword());
  }
}
