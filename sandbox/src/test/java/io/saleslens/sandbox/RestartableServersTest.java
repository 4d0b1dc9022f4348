package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartableServersTest {
  private static RestartableServers restartable;

  private TestServers servers;

  @BeforeAll
  static void start() {
    restartable = RestartableServers.start();
  }

  @AfterAll
  static void close() {
    restartable.close();
  }

  @BeforeEach
  void takeFresh() {
    servers = restartable.fresh();
  }

  @Test
  void whatWasAcknowledgedIsStillThereAfterBothWereKilledAndStarted() throws Exception {
    execute("CREATE TABLE kept (id BIGINT PRIMARY KEY)");
    execute("INSERT INTO kept VALUES (1), (2)");
    URI document = servers.elasticsearchUrl().resolve("/" + index() + "/_doc/1");
    assertThat(Requests.send("PUT", servers.elasticsearchUrl().resolve("/" + index()), "{}").ok())
        .isTrue();
    assertThat(Requests.send("PUT", document, "{\"name\":\"first\"}").ok()).isTrue();

    restartable.killMysql();
    restartable.killElasticsearch();
    assertThatThrownBy(() -> rows("kept")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> Http.get(document)).hasMessageContaining("refused");

    restartable.startMysql();
    restartable.startElasticsearch();
    assertThat(rows("kept")).isEqualTo(2);
    assertThat(Http.get(document).body()).contains("\"name\":\"first\"");
  }

  @Test
  void aPausedDatabaseIsSilentUntilItGoesOn() throws Exception {
    execute("CREATE TABLE kept (id BIGINT PRIMARY KEY)");
    restartable.pauseMysql();
    try {
      assertThatThrownBy(() -> rows("kept")).hasStackTraceContaining("timed out");
    } finally {
      restartable.resumeMysql();
    }
    assertThat(rows("kept")).isZero();
  }

  @Test
  void aPausedElasticsearchCanBeKilledAndStarted() throws Exception {
    restartable.pauseElasticsearch();
    restartable.killElasticsearch();
    restartable.startElasticsearch();
    URI health = servers.elasticsearchUrl().resolve("/_cluster/health");
    assertThat(Http.get(health).status()).isEqualTo(200);
  }

  private String index() {
    return servers.indexPrefix() + "kept";
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long rows(String table) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        servers.mysqlUrl() + "?connectTimeout=2000&socketTimeout=2000",
        servers.mysqlUser(),
        servers.mysqlPassword());
  }
}
