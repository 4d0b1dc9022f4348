package io.saleslens.bench.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.SourceSettings;
import io.saleslens.sandbox.Sandbox;
import io.saleslens.sandbox.SandboxOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.elasticsearch.client.Request;

/**
 * The servers to measure on. All tables and indices of a benchmark begin with a name that nobody
 * else has, and whatever begins with it is removed at the end. Nothing else is touched.
 */
public final class BenchServers implements AutoCloseable {
  private static final int INDICES_PER_REQUEST = 50;

  /** Of cards that are made up. */
  private static final Secret PEPPER = new Secret("saleslens bench");

  private final Optional<Sandbox> sandbox;
  private final Settings settings;
  private final String base;
  private final Database database;
  private final Elastic elastic;

  private BenchServers(Optional<Sandbox> sandbox, Settings settings) {
    this.sandbox = sandbox;
    this.settings = settings;
    this.base =
        "saleslens_bench_" + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "_";
    this.database = new Database(settings.requiredMysql());
    this.elastic = new Elastic(settings.elastic());
  }

  /**
   * Servers of their own, which end with this.
   *
   * @param asked for everything but the servers
   */
  public static BenchServers sandbox(Settings asked) {
    Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    Map<String, String> environment =
        Map.of(
            "SALESLENS_MYSQL_URL", sandbox.mysqlUrl(),
            "SALESLENS_MYSQL_USER", sandbox.mysqlUser(),
            "SALESLENS_MYSQL_PASSWORD", sandbox.mysqlPassword(),
            "SALESLENS_ELASTICSEARCH_URL", sandbox.elasticsearchUrl().toString(),
            "SALESLENS_BULK_BYTES", Integer.toString(asked.elastic().bulkBytes()),
            "SALESLENS_BULK_CONNECTIONS", Integer.toString(asked.elastic().bulkConnections()));
    return new BenchServers(
        Optional.of(sandbox), asked.onServersOf(Settings.load(Optional.empty(), environment)));
  }

  /**
   * The servers that the settings name.
   *
   * @throws io.saleslens.indexer.settings.SettingsException if they name no MySQL
   */
  public static BenchServers given(Settings settings) {
    return new BenchServers(Optional.empty(), settings);
  }

  /** Whether the servers are a sandbox. */
  public boolean isSandbox() {
    return sandbox.isPresent();
  }

  /** MySQL. */
  public Database database() {
    return database;
  }

  /** Elasticsearch; closed with this. */
  public Elastic elastic() {
    return elastic;
  }

  /** The full name of a table. */
  public String table(String name) {
    return base + name;
  }

  /** The prefix of a group of indices. */
  public IndexNames names(String name) {
    return new IndexNames(base + name + "_");
  }

  /**
   * Settings for jobs that read a table into a group of indices.
   *
   * @param table as given to {@link #table}
   * @param indices as given to {@link #names}
   * @param source further settings of the source by pairs: the name of a variable of the
   *     environment, its value
   */
  public Settings settings(String table, String indices, String... source) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SALESLENS_SOURCE_TABLE", table(table));
    for (int i = 0; i < source.length; i += 2) {
      environment.put(source[i], source[i + 1]);
    }
    return new Settings(
        settings.mysql(),
        settings.elastic(),
        SourceSettings.from(SettingsReader.of(Optional.empty(), environment)),
        settings.currency(),
        names(indices),
        settings.lease(),
        PEPPER,
        settings.repeatAmount(),
        settings.api(),
        settings.schedule(),
        settings.imports(),
        settings.webhooks(),
        settings.kibana());
  }

  /** Deletes a group of indices, as if it had never been. */
  public void deleteIndices(String name) {
    deleteAll(names(name).prefix());
  }

  private void deleteAll(String prefix) {
    // Elasticsearch refuses to delete indices by pattern.
    List<String> indices = indices(prefix);
    for (int i = 0; i < indices.size(); i += INDICES_PER_REQUEST) {
      int end = Math.min(indices.size(), i + INDICES_PER_REQUEST);
      delete("/" + String.join(",", indices.subList(i, end)) + "?ignore_unavailable=true");
    }
    delete("/_index_template/" + prefix + "*");
  }

  private List<String> indices(String prefix) {
    Request request = new Request("GET", "/_cat/indices/" + prefix + "*");
    request.addParameter("format", "json");
    request.addParameter("h", "index");
    request.addParameter("expand_wildcards", "all");
    List<String> names = new ArrayList<>();
    JsonNode answer = elastic.send(request, null, Json.mapper()::readTree);
    answer.forEach(index -> names.add(index.path("index").asText()));
    return names;
  }

  private void delete(String path) {
    try {
      elastic.send(new Request("DELETE", path), null, in -> null);
    } catch (ElasticException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private void dropTables() {
    Connection connection = database.connect();
    try (Statement drop = connection.createStatement()) {
      for (String table : tables(connection)) {
        drop.execute("DROP TABLE `" + table + "`");
      }
    } catch (SQLException e) {
      throw database.failure("dropping the tables of the benchmark", e);
    } finally {
      database.close(connection);
    }
  }

  private List<String> tables(Connection connection) throws SQLException {
    String sql =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND LEFT(table_name, ?) = ?";
    List<String> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, base.length());
      statement.setString(2, base);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
    }
    return tables;
  }

  /** Removes everything that was made, and a sandbox altogether. */
  @Override
  public void close() {
    try (elastic) {
      if (sandbox.isPresent()) {
        sandbox.get().close();
      } else {
        removeEverything();
      }
    }
  }

  private void removeEverything() {
    // the requests need a thread that is not interrupted
    boolean interrupted = Thread.interrupted();
    try {
      dropTables();
      deleteAll(base);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
