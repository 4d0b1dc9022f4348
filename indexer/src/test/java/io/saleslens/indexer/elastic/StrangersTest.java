package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.testing.TestSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers where Elasticsearch was to be is told as what it is, on either way of asking. */
class StrangersTest {
  private static final String KEY = "c2VjcmV0";
  private static final Patience THREE_ATTEMPTS = new Patience(Duration.ZERO, 3);

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  private void answers(int status, Map<String, String> headers, String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          headers.forEach(exchange.getResponseHeaders()::add);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static Elastic at(int port) {
    return new Elastic(
        TestSettings.none()
            .with("elasticsearch.url", "http://127.0.0.1:" + port)
            .with("elasticsearch.request-timeout", "PT2S")
            .with("elasticsearch.api-key", KEY)
            .elastic(),
        THREE_ATTEMPTS);
  }

  private void isTold(String... parts) {
    try (Elastic elastic = at(server.getAddress().getPort())) {
      assertThatThrownBy(
              () -> elastic.send(new Request("GET", "/x"), null, Json.mapper()::readTree))
          .isInstanceOf(ElasticException.class)
          .hasMessageStartingWith("Elasticsearch " + elastic.shownUrl() + ", asked GET /x, ")
          .hasMessageContainingAll(parts)
          .hasMessageNotContaining(KEY);
      assertThatThrownBy(() -> elastic.ask("count of x", client -> client.count(c -> c.index("x"))))
          .isInstanceOfSatisfying(ElasticException.class, e -> assertThat(e.isNotFound()).isFalse())
          .hasMessageStartingWith("Elasticsearch " + elastic.shownUrl() + ", asked count of x, ")
          .hasMessageContainingAll(parts)
          .hasMessageNotContaining(KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 403, 404, 500})
  void aPageForPeople(int status) throws Exception {
    answers(
        status,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        "<html><head><style>a{}</style><title>Sign in\n to Example</title></head>ApiKey " + KEY);
    isTold(
        "answered " + status + " with a page for people",
        "'Sign in to Example'",
        "saleslens.elasticsearch.url");
    assertThat(requests).as("not asked again, but who it is at most").hasValueLessThan(4);
  }

  @Test
  void aPageThatRepeatsWhatItWasSent() throws Exception {
    answers(200, Map.of("Content-Type", "text/plain"), "Authorization: ApiKey " + KEY);
    isTold("'Authorization: ApiKey ****'");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aSignInElsewhereToWhichNoKeyIsSent(int status) throws Exception {
    answers(
        status,
        Map.of(
            "Location", "https://sso.example.com/login?state=" + KEY, "Content-Type", "text/html"),
        "");
    isTold("sends us elsewhere (" + status + ", to https://sso.example.com), as a sign-in page");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void kibana(int status) throws Exception {
    answers(
        status,
        Map.of("Content-Type", "application/json", "kbn-name", "kibana"),
        "{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Not Found\"}");
    isTold("answered " + status + " as Kibana does", "port is usually 9200");
  }

  @Test
  void openSearch() throws Exception {
    answers(
        200,
        Map.of("Content-Type", "application/json"),
        "{\"name\":\"a-node-of-a-long-name-in-a-long-cluster\",\"cluster_name\":\"a-cluster-of-a-long-name\",\"version\":{\"distribution\":\"opensearch\",\"number\":\"2.11.0\"},\"tagline\":\"The OpenSearch Project\"}");
    isTold("is OpenSearch. Saleslens needs Elasticsearch");
  }

  @Test
  void anotherServerThatSpeaksJson() throws Exception {
    answers(200, Map.of("Content-Type", "application/json"), "{\"hello\":1}");
    isTold("answered 200 without the header X-Elastic-Product", "'{\"hello\":1}'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"J\0\0\0\n11.4.2-MariaDB\0\1\0\0\0abc", "SSH-2.0-OpenSSH_9.2\r\n"})
  void aServerThatSpeaksNoHttp(String greeting) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Elastic elastic = at(socket.getLocalPort())) {
      CompletableFuture.runAsync(() -> greet(socket, greeting));
      assertThatThrownBy(
              () -> elastic.send(new Request("GET", "/x"), null, Json.mapper()::readTree))
          .isInstanceOf(ElasticException.class)
          .hasMessageContaining("cannot be reached")
          .hasMessageContaining("What listens there does not speak HTTP: is the port right?");
    }
  }

  private static void greet(ServerSocket socket, String greeting) {
    try {
      while (true) {
        Socket accepted = socket.accept();
        OutputStream out = accepted.getOutputStream();
        out.write(greeting.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
    } catch (IOException e) {
      // the test has ended
    }
  }
}
