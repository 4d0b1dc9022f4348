package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class RefusedRequestsTest {
  private static final List<String> LISTS =
      List.of("/api/v1/aov/daily", "/api/v1/aov/weekly", "/api/v1/frauds", "/api/v1/days");

  private static ApiUnderTest api;

  @BeforeAll
  static void init(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static void assertInvalid(String path, String parameter, String value, String allowed) {
    JsonNode problem = api.problem(path, 400);
    assertThat(problem.path("code").asText()).isEqualTo("invalid_parameter");
    assertThat(problem.path("parameter").asText()).isEqualTo(parameter);
    assertThat(problem.path("value").asText()).isEqualTo(value);
    assertThat(problem.path("allowed").asText()).contains(allowed);
    assertThat(problem.path("detail").asText()).contains("'" + parameter + "'", allowed);
  }

  @Test
  void anUnknownParameterIsNamedTogetherWithTheKnownOnes() {
    for (String list : LISTS) {
      JsonNode problem = api.problem(list + "?form=2023-05-01", 400);
      assertThat(problem.path("code").asText()).isEqualTo("unknown_parameter");
      assertThat(problem.path("parameter").asText()).isEqualTo("form");
      assertThat(problem.path("known").toString()).contains("\"from\"", "\"limit\"", "\"after\"");
    }
    assertThat(api.problem("/api/v1/days?store_id=1", 400).path("code").asText())
        .isEqualTo("unknown_parameter");
    assertThat(api.problem("/api/v1/frauds/1?x=1", 400).path("code").asText())
        .isEqualTo("unknown_parameter");
    assertThat(api.problem("/search-unitprice?date=20230501&limit=3", 400).path("code").asText())
        .isEqualTo("unknown_parameter");
  }

  @Test
  void aMalformedDateIsRefused() {
    for (String list : LISTS) {
      for (String date : List.of("20230501", "2023-02-29", "2023-5-1", "today", "0000-01-01")) {
        assertInvalid(list + "?from=" + date, "from", date, "a date of the years 1900 to 9999");
        assertInvalid(list + "?to=" + date, "to", date, "a date of the years 1900 to 9999");
      }
    }
    assertInvalid(LISTS.get(0) + "?from=%2B12345-01-01", "from", "+12345-01-01", "a date");
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRefused() {
    for (String list : LISTS) {
      assertInvalid(
          list + "?from=2023-05-02&to=2023-05-01", "from", "2023-05-02", "no later than 'to'");
    }
  }

  @Test
  void theLimitIsFromOneToAThousand() {
    for (String list : LISTS) {
      for (String limit : List.of("0", "-1", "1001", "ten", "99999999999", "1.5")) {
        assertInvalid(list + "?limit=" + limit, "limit", limit, "from 1 to 1000");
      }
      assertThat(api.json(list + "?limit=1").path("items")).isEmpty();
      assertThat(api.json(list + "?limit=1000").path("next").isNull()).isTrue();
    }
  }

  @Test
  void otherValuesThatMeanNothingAreRefused() {
    assertInvalid("/api/v1/days?dirty=yes", "dirty", "yes", "true or false");
    assertInvalid("/api/v1/days?order=up", "order", "up", "asc or desc");
    assertInvalid("/api/v1/frauds?rule=", "rule", "", "not empty");
    assertInvalid("/api/v1/frauds?store_id=", "store_id", "", "none empty");
    assertInvalid("/api/v1/frauds?store_id=1,,2", "store_id", "1,,2", "none empty");
    assertInvalid("/api/v1/days?limit=1&limit=2", "limit", "1,2", "given once");
  }

  @Test
  void whatIsNotThereIsAProblemDocumentToo() {
    for (String path :
        List.of(
            "/index.html", "/page", "/api/v1", "/api/v1/aov", "/api/v2/days", "/api/v1/days/1")) {
      assertThat(api.problem(path, 404).path("code").asText()).isEqualTo("unknown_route");
    }
  }

  @Test
  void otherMethodsThanGetAreRefused() {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      HttpResponse<String> answer =
          api.send(
              HttpRequest.newBuilder(api.uri("/api/v1/days"))
                  .method(method, BodyPublishers.ofString("{}")));
      JsonNode problem = ApiUnderTest.problem(answer, 405);
      assertThat(problem.path("code").asText()).isEqualTo("method_not_allowed");
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }
  }

  @Test
  void whatCannotEvenBeReadIsAnsweredWithAProblemDocumentToo() throws IOException {
    assertThat(raw("GET /api/v1/frauds/%zz HTTP/1.1\r\nHost: localhost"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json", "\"code\":\"bad_request\"");
    assertThat(raw("GET /api/v1/frauds/%C0%AE HTTP/1.1\r\nHost: localhost"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json", "\"code\":\"bad_request\"");
    assertThat(raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost"))
        .startsWith("HTTP/1.1 414 ")
        .contains("application/problem+json", "\"code\":\"uri_too_long\"");
  }

  @Test
  void anOfferToSpeakWebSocketIsPassedOverAndLeavesNoSession() throws IOException {
    assertThat(raw("GET /api/v1/days HTTP/1.1\r\nHost: localhost\r\nSec-WebSocket-Version: 13"))
        .startsWith("HTTP/1.1 200 ")
        .doesNotContain("Set-Cookie");
  }

  private static String raw(String head) throws IOException {
    URI api = RefusedRequestsTest.api.uri("/");
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theCallersRequestIdIsKeptIfItIsSound() {
    assertThat(api.get("/api/v1/days", "X-Request-Id", "abc-1.2_3").headers().map())
        .containsEntry("x-request-id", List.of("abc-1.2_3"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("cache-control", List.of("no-store"));
    for (String unsound : List.of("a b", "<script>", "x".repeat(65))) {
      HttpResponse<String> answer = api.get("/api/v1/nothing", "X-Request-Id", unsound);
      JsonNode problem = ApiUnderTest.problem(answer, 404);
      assertThat(problem.path("request_id").asText()).hasSize(36);
    }
  }
}
