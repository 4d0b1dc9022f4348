package io.saleslens.indexer.elastic;

import io.saleslens.indexer.settings.ElasticSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.DefaultRedirectStrategy;
import org.apache.http.message.BasicHeader;
import org.apache.http.protocol.HttpContext;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the low-level HTTP client from the settings: addresses, credentials, TLS, timeouts. */
final class HttpClients {
  private static final Logger LOG = LoggerFactory.getLogger(HttpClients.class);

  /**
   * API queries and bulk requests share the pool. More than the API asks at a time, so that none
   * waits for a connection while Elasticsearch hangs, least of all the check that tells so.
   */
  private static final int MAX_CONNECTIONS = 128;

  private HttpClients() {}

  static RestClient create(ElasticSettings settings) {
    if (settings.sendsSecretsInClear()) {
      LOG.warn(
          "Elasticsearch {}: without TLS the key or password can be read on the way, and used. Give an https:// URL by saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL).",
          settings.url());
    }
    URI url = settings.url();
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()));
    String path = url.getPath().replaceAll("/+$", "");
    if (!path.isEmpty()) {
      builder.setPathPrefix(path);
    }
    builder.setCompressionEnabled(settings.compression());
    builder.setRequestConfigCallback(
        config ->
            config
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setConnectionRequestTimeout((int) settings.requestTimeout().toMillis())
                .setSocketTimeout((int) settings.requestTimeout().toMillis()));
    List<Header> headers = new ArrayList<>();
    settings
        .apiKey()
        .ifPresent(key -> headers.add(new BasicHeader("Authorization", "ApiKey " + key.value())));
    builder.setDefaultHeaders(headers.toArray(Header[]::new));
    builder.setHttpClientConfigCallback(
        http -> {
          http.setMaxConnTotal(MAX_CONNECTIONS).setMaxConnPerRoute(MAX_CONNECTIONS);
          // what sends us elsewhere is to be told, and no key or password goes after it
          http.setRedirectStrategy(new NoRedirects());
          settings.user().ifPresent(user -> http.setDefaultCredentialsProvider(basic(settings)));
          settings.ca().ifPresent(ca -> http.setSSLContext(ca.sslContext()));
          return http;
        });
    return builder.build();
  }

  private static final class NoRedirects extends DefaultRedirectStrategy {
    @Override
    public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context) {
      return false;
    }
  }

  private static BasicCredentialsProvider basic(ElasticSettings settings) {
    BasicCredentialsProvider provider = new BasicCredentialsProvider();
    provider.setCredentials(
        AuthScope.ANY,
        new UsernamePasswordCredentials(
            settings.user().orElseThrow(), settings.password().orElseThrow().value()));
    return provider;
  }
}
