package io.saleslens.indexer.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Elasticsearch is and how it is spoken to.
 *
 * @param url base URL; a path in it, as behind a proxy, comes before all others
 * @param apiKey encoded API key; takes the place of user and password
 * @param user basic authentication; absent means none
 * @param password belongs to {@code user}
 * @param ca what the server's certificate is trusted from; absent means the JVM's
 * @param connectTimeout for opening a connection
 * @param requestTimeout for one request and its answer
 * @param compression whether what is sent is compressed (gzip)
 * @param bulkBytes size at which a bulk body is sent, bytes; less while Elasticsearch is overloaded
 * @param bulkConnections most bulk requests in flight at once
 * @param salesShards primary shards of the index of a month's sales, when it is made
 */
public record ElasticSettings(
    URI url,
    Optional<Secret> apiKey,
    Optional<String> user,
    Optional<Secret> password,
    Optional<CaFile> ca,
    Duration connectTimeout,
    Duration requestTimeout,
    boolean compression,
    int bulkBytes,
    int bulkConnections,
    int salesShards) {

  /**
   * @throws SettingsException if a value is malformed or two ways of authentication are given
   */
  public static ElasticSettings from(SettingsReader settings) {
    ElasticSettings read =
        new ElasticSettings(
            settings.url("elasticsearch.url", URI.create("http://localhost:9200")),
            settings.secret("elasticsearch.api-key"),
            settings.text("elasticsearch.user"),
            settings.secret("elasticsearch.password"),
            CaFile.from(settings, "elasticsearch.ca"),
            settings.duration("elasticsearch.connect-timeout", Duration.ofSeconds(5)),
            settings.duration("elasticsearch.request-timeout", Duration.ofSeconds(60)),
            settings.flag("elasticsearch.compression", false),
            (int) settings.number("bulk.bytes", 2 << 20, 1 << 10, 50 << 20),
            (int) settings.number("bulk.connections", 3, 1, 16),
            (int) settings.number("index.sales-shards", 1, 1, 64));
    read.validate();
    return read;
  }

  /** Whether a key or password goes over a network that everyone on the way can listen to. */
  public boolean sendsSecretsInClear() {
    return (apiKey.isPresent() || user.isPresent())
        && "http".equals(url.getScheme())
        && !Loopback.is(url.getHost());
  }

  private void validate() {
    if (apiKey.isPresent() && user.isPresent()) {
      throw new SettingsException(
          "Both saleslens.elasticsearch.api-key and saleslens.elasticsearch.user are set; keep one.");
    }
    if (user.isPresent() != password.isPresent()) {
      throw new SettingsException(
          "saleslens.elasticsearch.user and saleslens.elasticsearch.password go together; set both or neither.");
    }
  }
}
