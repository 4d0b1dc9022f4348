package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every answer has the headers, whoever gave it and whatever it says. */
@ExtendWith(SandboxExtension.class)
class SecurityHeadersTest {
  private static final List<String> HEADERS =
      List.of(
          "x-content-type-options: nosniff",
          "cache-control: no-store",
          "content-security-policy: default-src 'none'; frame-ancestors 'none'",
          "referrer-policy: no-referrer",
          "x-frame-options: deny",
          "cross-origin-resource-policy: same-origin");

  private static final TestToken READER = TestToken.of("kim", Role.READER);

  private static void assertAnswer(ApiUnderTest api, int status, String line, String... headers)
      throws IOException {
    String more = Stream.of(headers).map(it -> it + "\r\n").collect(Collectors.joining());
    String answer = api.raw(line + "\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 2).toLowerCase(Locale.ROOT);
    for (String header : HEADERS) {
      assertThat(head).as("once, in the answer to %s", line).containsOnlyOnce(header + "\r\n");
    }
    assertThat(head).doesNotContain("\r\nserver:", "jetty", "javalin", "set-cookie");
    assertThat(answer).doesNotContain("\tat ", "Exception", "io.saleslens", "io.javalin");
  }

  private static String bearer() {
    return "Authorization: Bearer " + READER.secret();
  }

  @Test
  void onAnswersOfRoutesAndRefusals(TestElasticsearch elasticsearch) throws IOException {
    ApiSettings settings = ApiUnderTest.settings(READER.token());
    try (ApiUnderTest api = ApiUnderTest.initialised(elasticsearch, settings)) {
      assertAnswer(api, 200, "GET /health/live HTTP/1.1");
      assertAnswer(api, 200, "GET /api/v1/days HTTP/1.1", bearer());
      assertAnswer(api, 200, "HEAD /api/v1/days HTTP/1.1", bearer());
      assertAnswer(api, 200, "GET /search-unitprice?date=20230501 HTTP/1.1", bearer());
      assertAnswer(api, 400, "GET /api/v1/days?limit=0 HTTP/1.1", bearer());
      assertAnswer(api, 401, "GET /api/v1/days HTTP/1.1");
      assertAnswer(api, 403, "GET /api/v1/frauds HTTP/1.1", bearer());
      assertAnswer(api, 404, "GET /nothing HTTP/1.1", bearer());
      assertAnswer(api, 405, "TRACE /api/v1/days HTTP/1.1", bearer());
    }
  }

  @Test
  void onWhatTheServerRefusesBeforeAnyRoute(TestElasticsearch elasticsearch) throws IOException {
    try (ApiUnderTest api = ApiUnderTest.at(elasticsearch)) {
      assertAnswer(api, 400, "GET /api/v1/frauds/%zz HTTP/1.1");
      assertAnswer(api, 413, "GET /api/v1/days HTTP/1.1", "Content-Length: 9999999");
      assertAnswer(api, 414, "GET /" + "x".repeat(9_000) + " HTTP/1.1");
      assertAnswer(api, 431, "GET /api/v1/days HTTP/1.1", "X: " + "x".repeat(9_000));
      assertAnswer(api, 505, "GET /api/v1/days HTTP/9.9");
    }
  }

  @Test
  void onWhoIsTooFast() throws IOException {
    TestElasticsearch gone = new TestElasticsearch(URI.create("http://127.0.0.1:1"), "none_");
    ApiSettings settings = new ApiSettings("127.0.0.1", 0, List.of(), OptionalInt.of(1));
    try (ApiUnderTest api = ApiUnderTest.at(gone, settings)) {
      assertAnswer(api, 404, "GET /nothing HTTP/1.1");
      assertAnswer(api, 429, "GET /nothing HTTP/1.1");
    }
  }

  @Test
  void onTheErrorsOfServers(TestElasticsearch elasticsearch) throws IOException {
    try (ApiUnderTest api = ApiUnderTest.at(elasticsearch)) {
      assertAnswer(api, 503, "GET /api/v1/days HTTP/1.1");
      assertAnswer(api, 503, "GET /health/ready HTTP/1.1");
    }
  }

  /** An index of ours with a mapping that is not, at which a sort fails as nobody foresaw. */
  @Test
  void anErrorOfOursTellsTheCallerNothingButItsNumber(TestElasticsearch elasticsearch)
      throws IOException {
    try (ApiUnderTest api = ApiUnderTest.initialised(elasticsearch)) {
      api.makeForeign(api.names().daily());
      assertAnswer(api, 500, "GET /search-unitprice?date=20230501 HTTP/1.1");
      assertThat(api.problem("/search-unitprice?date=20230501", 500).path("detail").asText())
          .isEqualTo("This is an error of the server; its log has it under the request_id.");
    }
  }
}
