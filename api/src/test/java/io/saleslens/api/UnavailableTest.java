package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class UnavailableTest {
  private static final List<String> QUERIES =
      List.of("/api/v1/days", "/api/v1/frauds/1", "/search-unitprice?date=20230501");

  private static TestElasticsearch gone() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      URI closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      return new TestElasticsearch(closed, "gone_");
    }
  }

  private static HealthCheck check(String name, HealthCheckBody body) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> check() {
        return body.check();
      }
    };
  }

  @FunctionalInterface
  private interface HealthCheckBody {
    Optional<String> check();
  }

  @Test
  void allIsWellOverAnInitialisedElasticsearch(TestElasticsearch elasticsearch) {
    HealthCheck mysql = check("mysql", Optional::empty);
    try (ApiUnderTest api = ApiUnderTest.initialised(elasticsearch, mysql)) {
      assertThat(api.get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
      assertThat(api.json("/health/ready").toString())
          .isEqualTo(
              "{\"status\":\"up\",\"components\":{\"elasticsearch\":{\"status\":\"up\"},\"indices\":{\"status\":\"up\"},\"mysql\":{\"status\":\"up\"}}}");
    }
  }

  @Test
  void withoutIndicesTheAnswerSaysToRunInit(TestElasticsearch elasticsearch) {
    try (ApiUnderTest api = ApiUnderTest.at(elasticsearch)) {
      for (String query : QUERIES) {
        JsonNode problem = api.problem(query, 503);
        assertThat(problem.path("code").asText()).isEqualTo("not_initialized");
        assertThat(problem.path("detail").asText()).contains("./saleslens init");
      }
      HttpResponse<String> ready = api.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      JsonNode components = ApiUnderTest.tree(ready).path("components");
      assertThat(components.path("elasticsearch").path("status").asText()).isEqualTo("up");
      assertThat(components.path("indices").path("problem").asText())
          .contains(elasticsearch.indexPrefix(), "./saleslens init");
    }
  }

  @Test
  void whenElasticsearchIsGoneQueriesSaySoAndTheProcessStaysAlive() throws IOException {
    try (ApiUnderTest api = ApiUnderTest.at(gone())) {
      HttpResponse<String> answer = api.get("/search-unitprice?date=20230501");
      JsonNode problem = ApiUnderTest.problem(answer, 503);
      assertThat(problem.path("code").asText()).isEqualTo("elasticsearch_unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readinessTellsAtOnceWhichServerIsAtFault() throws IOException {
    TestElasticsearch gone = gone();
    HealthCheck mysql = check("mysql", Optional::empty);
    HealthCheck broken =
        check(
            "broken",
            () -> {
              throw new IllegalStateException("a bug");
            });
    try (ApiUnderTest api = ApiUnderTest.at(gone, mysql, broken)) {
      Instant before = Instant.now();
      HttpResponse<String> ready = api.get("/health/ready");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
      assertThat(ready.statusCode()).isEqualTo(503);
      HttpRequest.Builder head =
          HttpRequest.newBuilder(api.uri("/health/ready")).method("HEAD", BodyPublishers.noBody());
      assertThat(api.send(head).statusCode()).isEqualTo(503);
      JsonNode state = ApiUnderTest.tree(ready);
      assertThat(state.path("status").asText()).isEqualTo("down");
      JsonNode components = state.path("components");
      assertThat(components.path("elasticsearch").path("status").asText()).isEqualTo("down");
      assertThat(components.path("elasticsearch").path("problem").asText())
          .contains(gone.url().toString(), "cannot be reached");
      assertThat(components.path("indices").path("status").asText()).isEqualTo("down");
      assertThat(components.path("mysql").path("status").asText()).isEqualTo("up");
      assertThat(components.path("broken").path("problem").asText()).contains("a bug");
    }
  }

  @Test
  void aCheckThatHangsIsReportedAndNotStartedAgain(TestElasticsearch elasticsearch) {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch startedTwice = new CountDownLatch(2);
    HealthCheck hanging =
        check(
            "mysql",
            () -> {
              startedTwice.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            });
    try (ApiUnderTest api = ApiUnderTest.initialised(elasticsearch, hanging)) {
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> ready = api.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
            .contains("\"elasticsearch\":{\"status\":\"up\"}", "no answer within 700 ms");
      }
      assertThat(startedTwice.getCount()).isEqualTo(1);
      release.countDown();
    }
  }
}
