package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private static ApiServer server(String host, int port, Elastic elastic) {
    return new ApiServer(
        settings(host, port),
        elastic,
        new IndexNames("platform_"),
        RepeatAmountRule.USUAL,
        List.of(),
        List.of());
  }

  /** With a token, so that the address is free to choose. */
  private static ApiSettings settings(String host, int port) {
    ApiToken token = new ApiToken("test", Role.READER, "0".repeat(64));
    return new ApiSettings(host, port, List.of(token), OptionalInt.empty());
  }

  private static Elastic elastic() {
    return new Elastic(TestSettings.none().elastic());
  }

  @Test
  void aPortInUseIsNamedTogetherWithTheSettingToChange() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Elastic elastic = elastic();
        ApiServer server = server("127.0.0.1", taken.getLocalPort(), elastic)) {
      assertThatThrownBy(server::start)
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "port %d on 127.0.0.1 is in use; choose another by saleslens.api.port (SALESLENS_API_PORT)"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void anAddressThatIsNotOursIsRefusedByTheHostsSetting() {
    // 192.0.2.0/24 is for documentation; no machine has it
    for (String host : List.of("192.0.2.1", "no-such-host.invalid")) {
      try (Elastic elastic = elastic();
          ApiServer server = server(host, 0, elastic)) {
        assertThatThrownBy(server::start)
            .isInstanceOf(SettingsException.class)
            .hasMessageContaining(host)
            .hasMessageContaining("saleslens.api.host");
      }
    }
  }

  @Test
  void aServerThatNeverStartedCanBeClosed() {
    try (Elastic elastic = elastic();
        ApiServer server = server("127.0.0.1", 0, elastic)) {
      assertThat(server).isNotNull();
    }
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeTheServerStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    HealthCheck slow =
        new HealthCheck() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public Optional<String> check() {
            begun.countDown();
            try {
              Thread.sleep(400);
            } catch (InterruptedException e) {
              return Optional.of("cut off");
            }
            return Optional.empty();
          }
        };
    try (Elastic elastic = elastic()) {
      ApiServer server =
          new ApiServer(
              settings("127.0.0.1", 0),
              elastic,
              new IndexNames("platform_"),
              RepeatAmountRule.USUAL,
              List.of(slow),
              List.of());
      server.start();
      URI ready = URI.create("http://127.0.0.1:" + server.port() + "/health/ready");
      CompletableFuture<HttpResponse<String>> answer =
          HttpClient.newHttpClient()
              .sendAsync(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
      begun.await();
      server.close();
      assertThat(answer.get().body()).contains("\"slow\":{\"status\":\"up\"}");
    }
  }

  @Test
  void afterClosingThePortIsFreeAgain() throws IOException {
    int port;
    try (Elastic elastic = elastic();
        ApiServer server = server("127.0.0.1", 0, elastic)) {
      server.start();
      port = server.port();
      assertThat(port).isPositive();
    }
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(free.isBound()).isTrue();
    }
  }

  @Test
  void byDefaultItListensOnLoopbackOnly() {
    assertThat(ApiSettings.from(TestSettings.none().reader()))
        .isEqualTo(new ApiSettings("127.0.0.1", 8080, List.of(), OptionalInt.of(600), 1_024, 256));
  }

  @Test
  void allSettingsCanBeGiven() {
    TestSettings settings =
        TestSettings.none()
            .with("api.host", "0.0.0.0")
            .with("api.port", "0")
            .with("api.tokens", "ops:operator:sha256:" + "0A".repeat(32))
            .with("api.requests-per-minute", "off")
            .with("api.connections", "100")
            .with("api.connections-per-address", "10");
    ApiToken token = new ApiToken("ops", Role.OPERATOR, "0a".repeat(32));
    assertThat(ApiSettings.from(settings.reader()))
        .isEqualTo(new ApiSettings("0.0.0.0", 0, List.of(token), OptionalInt.empty(), 100, 10));
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    for (String port : List.of("-1", "65536", "http")) {
      TestSettings settings = TestSettings.none().with("api.port", port);
      assertThatThrownBy(() -> ApiSettings.from(settings.reader()))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("saleslens.api.port")
          .hasMessageContaining(port);
    }
  }
}
