package io.saleslens.indexer.testing;

import io.saleslens.indexer.Source;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.settings.ElasticSettings;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.SourceSettings;
import io.saleslens.sandbox.TestElasticsearch;
import io.saleslens.sandbox.TestMysql;
import io.saleslens.sandbox.TestSecuredServers;
import io.saleslens.sandbox.TestServers;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that point at the test's servers, read the way the product reads its own. Immutable.
 *
 * @param values by key without {@code saleslens.}
 */
public record TestSettings(Map<String, String> values) {
  public TestSettings {
    values = Map.copyOf(values);
  }

  /** Settings for both servers. */
  public static TestSettings of(TestServers servers) {
    return none()
        .withMysql(servers.mysqlUrl(), servers.mysqlUser(), servers.mysqlPassword())
        .withElastic(servers.elasticsearchUrl(), servers.indexPrefix());
  }

  /** Settings for both servers with security on, with accounts that may do everything. */
  public static TestSettings of(TestSecuredServers servers) {
    return none()
        .withMysql(servers.mysqlUrl(), servers.mysqlUser(), servers.mysqlPassword())
        .with("mysql.ca", servers.ca().toString())
        .withElastic(servers.elasticsearchUrl(), servers.indexPrefix())
        .with("elasticsearch.user", servers.elasticsearchUser())
        .with("elasticsearch.password", servers.elasticsearchPassword())
        .with("elasticsearch.ca", servers.ca().toString());
  }

  /** Settings for MySQL alone. */
  public static TestSettings of(TestMysql mysql) {
    return none().withMysql(mysql.url(), mysql.user(), mysql.password());
  }

  /** Settings for Elasticsearch alone. */
  public static TestSettings of(TestElasticsearch elasticsearch) {
    return none().withElastic(elasticsearch.url(), elasticsearch.indexPrefix());
  }

  /** No settings but a card pepper. */
  public static TestSettings none() {
    return new TestSettings(Map.of()).with("card.pepper", "pepper of the tests");
  }

  private TestSettings withMysql(String url, String user, String password) {
    return with("mysql.url", url).with("mysql.user", user).with("mysql.password", password);
  }

  private TestSettings withElastic(URI url, String prefix) {
    return with("elasticsearch.url", url.toString()).with("index.prefix", prefix);
  }

  /** The same with one more or one other value; an empty one counts as not set. */
  public TestSettings with(String key, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(key, value);
    return new TestSettings(changed);
  }

  /** For settings that have no shorthand here. */
  public SettingsReader reader() {
    Map<String, String> environment = new HashMap<>();
    values.forEach((key, value) -> environment.put(environmentName(key), value));
    return SettingsReader.of(Optional.empty(), environment);
  }

  private static String environmentName(String key) {
    return "SALESLENS_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Where the sales are. */
  public MysqlSettings mysql() {
    return MysqlSettings.from(reader());
  }

  /** Where Elasticsearch is. */
  public ElasticSettings elastic() {
    return ElasticSettings.from(reader());
  }

  /** What the source table looks like. */
  public SourceSettings source() {
    return SourceSettings.from(reader());
  }

  /** The source table alone. */
  public List<Source> sources() {
    return List.of(Source.main(new Database(mysql()), source()));
  }

  /** Names with the test's own prefix. */
  public IndexNames names() {
    return new IndexNames(values.get("index.prefix"));
  }

  /** Keys the hashes of card numbers. */
  public Secret pepper() {
    return new Secret(values.get("card.pepper"));
  }
}
