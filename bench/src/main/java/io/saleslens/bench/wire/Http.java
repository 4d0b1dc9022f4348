package io.saleslens.bench.wire;

import io.saleslens.indexer.settings.ElasticSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Plain requests to Elasticsearch, with headers as they were recorded. */
public final class Http {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** What the client sets itself and does not let others set, and what may not be true any more. */
  private static final Set<String> NOT_SENT_ON =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-encoding",
          "transfer-encoding",
          "upgrade",
          "expect");

  private final String server;
  private final HttpClient client;

  /** Speaks to the server that the settings name. */
  public Http(ElasticSettings settings) {
    this.server = settings.url().toString().replaceAll("/+$", "");
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout());
    settings.ca().ifPresent(ca -> builder.sslContext(trusting(ca.keyStore())));
    this.client = builder.build();
  }

  private static SSLContext trusting(KeyStore authorities) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has TLS", e);
    }
  }

  /**
   * Sends a request, whatever is answered.
   *
   * @param path with parameters
   * @param headers by lower-case name
   */
  public HttpResponse<byte[]> send(
      String method, String path, Map<String, String> headers, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path)).timeout(TIMEOUT).method(method, body);
    headers.forEach(
        (name, value) -> {
          if (!NOT_SENT_ON.contains(name)) {
            request.header(name, value);
          }
        });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
