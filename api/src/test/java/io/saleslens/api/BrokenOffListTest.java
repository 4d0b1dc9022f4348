package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class BrokenOffListTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void aListThatElasticsearchBreaksOffDoesNotLookComplete(TestElasticsearch elasticsearch)
      throws IOException {
    Map<String, Object> documents = new HashMap<>();
    for (int store = 1; store <= 6_000; store++) {
      documents.put(store + "|" + DAY, Documents.daily("" + store, DAY, 3_001, 3));
    }
    try (ApiUnderTest sound = ApiUnderTest.initialised(elasticsearch)) {
      sound.write(sound.names().daily(), documents);
    }
    HttpServer failing = failingOnSecondPages(elasticsearch.url());
    URI url = URI.create("http://127.0.0.1:" + failing.getAddress().getPort());
    try (ApiUnderTest api =
        ApiUnderTest.at(new TestElasticsearch(url, elasticsearch.indexPrefix()))) {
      for (String encoding : List.of("identity", "gzip")) {
        assertBreaks(api, "/search-unitprice?date=20230501", "application/json", encoding);
        assertBreaks(api, "/api/v1/aov/daily", "text/csv", encoding);
        assertBreaks(api, "/api/v1/aov/daily", "application/x-ndjson", encoding);
      }
    } finally {
      failing.stop(0);
    }
  }

  private static void assertBreaks(ApiUnderTest api, String path, String form, String encoding) {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri(path))
            .header("Accept", form)
            .header("Accept-Encoding", encoding)
            .build();
    assertThatThrownBy(() -> CLIENT.send(request, BodyHandlers.ofByteArray()))
        .as("%s as %s, %s", path, form, encoding)
        .isInstanceOf(IOException.class);
  }

  /** Stands before an Elasticsearch and answers 500 to whatever asks for more than a first page. */
  private static HttpServer failingOnSecondPages(URI elasticsearch) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          if (new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("search_after")) {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
          } else {
            passOn(exchange, elasticsearch, body);
          }
        });
    server.start();
    return server;
  }

  private static void passOn(HttpExchange exchange, URI elasticsearch, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(elasticsearch.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String header : new String[] {"Content-Type", "Accept"}) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
      exchange.close();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
