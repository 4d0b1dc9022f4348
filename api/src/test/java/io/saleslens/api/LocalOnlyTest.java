package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a token the API is for this machine alone. */
@ExtendWith(SandboxExtension.class)
class LocalOnlyTest {
  private static final TestToken TOKEN = TestToken.of("kim", Role.READER);

  private static ApiUnderTest open;
  private static ApiUnderTest closed;

  @BeforeAll
  static void init(TestElasticsearch elasticsearch) {
    open = ApiUnderTest.initialised(elasticsearch);
    closed = ApiUnderTest.at(elasticsearch, ApiUnderTest.settings(TOKEN.token()));
  }

  @AfterAll
  static void close() {
    open.close();
    closed.close();
  }

  private static String get(ApiUnderTest api, String... headers) throws IOException {
    return api.raw(
        "GET /api/v1/days HTTP/1.1\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n");
  }

  @Test
  void everybodyOnThisMachineIsAnOperator() {
    JsonNode me = open.json("/api/v1/me");
    assertThat(me.path("name").isNull()).isTrue();
    assertThat(me.path("role").asText()).isEqualTo("operator");
  }

  static Stream<String> reachable() throws IOException {
    Stream<String> wildcards = Stream.of("0.0.0.0", "::");
    Stream<String> ours =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
            .map(InetAddress::getHostAddress);
    return Stream.concat(wildcards, ours);
  }

  @ParameterizedTest
  @MethodSource("reachable")
  void anAddressThatOthersReachIsRefused(String host) {
    ApiSettings settings = new ApiSettings(host, 0, List.of(), OptionalInt.empty());
    try (Elastic elastic = new Elastic(TestSettings.none().elastic());
        ApiServer server =
            new ApiServer(
                settings,
                elastic,
                new IndexNames("platform_"),
                RepeatAmountRule.USUAL,
                List.of(),
                List.of())) {
      assertThatThrownBy(server::start)
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "Setting saleslens.api.host (SALESLENS_API_HOST) is '%s', which other machines can reach, and no token is set to tell who may. Set saleslens.api.tokens (SALESLENS_API_TOKENS), './saleslens token NAME' makes one; or leave the host at 127.0.0.1.",
              host);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "localhost", "::1"})
  void loopbackByAnyNameIsAllowed(String host) {
    ApiSettings settings = new ApiSettings(host, 0, List.of(), OptionalInt.empty());
    assertThat(settings.allowedAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void withATokenAnyAddressIsAllowed() {
    ApiSettings settings =
        new ApiSettings("0.0.0.0", 0, List.of(TOKEN.token()), OptionalInt.empty());
    assertThat(settings.allowedAddress().isAnyLocalAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LocalHost:1",
        "127.0.0.1",
        "127.0.0.1:8080",
        "127.1.2.3",
        "[::1]",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]:8080"
      })
  void aRequestUnderALoopbackNameIsAnswered(String host) throws IOException {
    assertThat(get(open, "Host: " + host)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "notlocalhost",
        "10.0.0.1",
        "0.0.0.0:8080",
        "128.0.0.1",
        "[::2]",
        "[::ffff:10.0.0.1]"
      })
  void aRequestUnderAnotherNameIsRefused(String host) throws IOException {
    assertThat(get(open, "Host: " + host))
        .startsWith("HTTP/1.1 421 ")
        .contains("application/problem+json", "\"code\":\"misdirected\"")
        .doesNotContain("items");
    assertThat(
            open.raw(
                "GET http://%s/api/v1/days HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(host, host)))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void theHealthRoutesAndThoseThatAreNoneAreNoExceptions() throws IOException {
    for (String path : List.of("/health/live", "/health/ready", "/nothing")) {
      String answer =
          open.raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 421 ");
    }
  }

  @Test
  void aPageOfAnotherSiteIsRefused() throws IOException {
    for (String origin :
        List.of("https://evil.example", "null", "http://localhost.evil:80", "x y")) {
      assertThat(get(open, "Host: localhost", "Origin: " + origin))
          .startsWith("HTTP/1.1 403 ")
          .contains("\"code\":\"foreign_origin\"");
    }
    assertThat(get(open, "Host: localhost", "Origin: http://localhost:5601"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site, no-cors, image, /api/v1/days, 403",
    "cross-site, cors, empty, /health/live, 403",
    "cross-site, navigate, document, /api/v1/sales, 403",
    "cross-site, navigate, iframe, /, 403",
    "same-site, no-cors, script, /page/main.js, 403",
    "same-site, cors, empty, /api/v1/days, 403",
    "cross-site, navigate, document, /, 200",
    "same-site, navigate, document, /docs, 200",
    "same-origin, cors, empty, /api/v1/days, 200",
    "none, navigate, document, /api/v1/days, 200"
  })
  void whatAPageOfAnotherOriginCausesIsRefusedButForAVisit(
      String site, String mode, String destination, String path, int status) {
    String[] headers = {
      "Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", destination
    };
    HttpResponse<String> answer = open.get(path, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.body()).contains("\"code\":\"foreign_origin\"");
    }
  }

  @Test
  void aPostOfAnotherPortIsRefused() throws IOException {
    String post = "POST /api/v1/none HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n";
    assertThat(open.raw(post + "Origin: http://localhost:5601\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .contains("foreign_origin");
    assertThat(open.raw(post + "Origin: http://localhost:8080\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whatIsRefusedDoesNotCount(TestElasticsearch elasticsearch) throws IOException {
    ApiSettings settings = new ApiSettings("127.0.0.1", 0, List.of(), OptionalInt.of(2));
    try (ApiUnderTest api = ApiUnderTest.at(elasticsearch, settings)) {
      for (int i = 0; i < 10; i++) {
        assertThat(get(api, "Host: evil.example")).startsWith("HTTP/1.1 421 ");
        assertThat(get(api, "Host: localhost", "Origin: https://evil.example"))
            .startsWith("HTTP/1.1 403 ");
        assertThat(get(api, "Host: localhost", "Sec-Fetch-Site: cross-site"))
            .startsWith("HTTP/1.1 403 ");
      }
      assertThat(get(api, "Host: localhost")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void withATokenTheNameDoesNotMatter() throws IOException {
    assertThat(get(closed, "Host: sales.example", "Authorization: Bearer " + TOKEN.secret()))
        .startsWith("HTTP/1.1 200 ");
    assertThat(get(closed, "Host: localhost")).startsWith("HTTP/1.1 401 ");
  }
}
