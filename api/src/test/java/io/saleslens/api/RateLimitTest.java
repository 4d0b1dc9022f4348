package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bucket4j.TimeMeter;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.TestElasticsearch;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final String ROUTE = "/api/v1/nothing";

  private final AtomicLong nanos = new AtomicLong();

  private RateLimit limit(int perMinute) {
    return new RateLimit(
        OptionalInt.of(perMinute),
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos.get();
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        });
  }

  /** No route of these tests asks Elasticsearch. */
  private static ApiUnderTest api(int perMinute, ApiToken... tokens) {
    ApiSettings settings =
        new ApiSettings("127.0.0.1", 0, List.of(tokens), OptionalInt.of(perMinute));
    return ApiUnderTest.at(
        new TestElasticsearch(URI.create("http://127.0.0.1:1"), "none_"), settings);
  }

  @Test
  void oneTooManyIsToldHowLongToWaitAndThenLetIn() {
    RateLimit limit = limit(6);
    for (int i = 0; i < 6; i++) {
      assertThat(limit.take("kim")).isZero();
    }
    assertThat(limit.take("kim")).isEqualTo(Duration.ofSeconds(10));
    assertThat(limit.take("lee")).isZero();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(limit.take("kim")).isZero();
    assertThat(limit.take("kim")).isPositive();
  }

  @Test
  void memoryStaysBoundedHoweverManyClientsCome() {
    RateLimit limit = limit(1);
    for (int i = 0; i < 50_000; i++) {
      limit.take("client " + i);
    }
    assertThat(limit.clients()).isLessThanOrEqualTo(10_000);
  }

  @Test
  void oneWhoAsksTooOftenIsTurnedAwayForAWhile() {
    try (ApiUnderTest api = api(3)) {
      for (int i = 0; i < 3; i++) {
        assertThat(api.get(ROUTE).statusCode()).isEqualTo(404);
      }
      HttpResponse<String> answer = api.get(ROUTE);
      JsonNode problem = ApiUnderTest.problem(answer, 429);
      assertThat(problem.path("code").asText()).isEqualTo("too_many_requests");
      long wait = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
      assertThat(wait).isBetween(1L, 21L);
      assertThat(problem.path("detail").asText()).contains("Ask again in " + wait + " s.");
    }
  }

  @Test
  void whatAHeaderSaysAboutTheAddressDoesNotHelp() {
    try (ApiUnderTest api = api(1)) {
      assertThat(api.get(ROUTE).statusCode()).isEqualTo(404);
      assertThat(api.get(ROUTE, "X-Forwarded-For", "192.0.2.7").statusCode()).isEqualTo(429);
      assertThat(api.get(ROUTE, "Forwarded", "for=192.0.2.8").statusCode()).isEqualTo(429);
      assertThat(api.get(ROUTE, "X-Real-IP", "192.0.2.9").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void theLivenessRouteIsNeverLimited() {
    try (ApiUnderTest api = api(1)) {
      for (int i = 0; i < 5; i++) {
        assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void thePageAndItsPartsAreNotCounted() {
    try (ApiUnderTest api = api(1)) {
      for (int i = 0; i < 5; i++) {
        assertThat(api.get("/").statusCode()).isEqualTo(200);
        assertThat(api.get("/page/main.js").statusCode()).isEqualTo(200);
      }
      assertThat(api.get(ROUTE).statusCode()).isEqualTo(404);
      assertThat(api.get(ROUTE).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void callersWithATokenAreCountedByItAndNotByTheirAddress() {
    TestToken kim = TestToken.of("kim", Role.READER);
    TestToken lee = TestToken.of("lee", Role.READER);
    try (ApiUnderTest api = api(2, kim.token(), lee.token())) {
      for (int i = 0; i < 2; i++) {
        assertThat(get(api, kim.secret()).statusCode()).isEqualTo(404);
      }
      assertThat(get(api, kim.secret()).statusCode()).isEqualTo(429);
      assertThat(get(api, lee.secret()).statusCode()).isEqualTo(404);
      assertThat(api.get(ROUTE).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void wrongTokensAreLimitedMoreStrictlyAndRightOnesStillPass() {
    TestToken kim = TestToken.of("kim", Role.READER);
    try (ApiUnderTest api = api(600, kim.token())) {
      for (int i = 0; i < 20; i++) {
        assertThat(api.get("/api/v1/days", "Authorization", "Bearer no" + i).statusCode())
            .isEqualTo(401);
      }
      HttpResponse<String> tooMany = api.get("/api/v1/days", "Authorization", "Bearer no");
      assertThat(ApiUnderTest.problem(tooMany, 429).path("code").asText())
          .isEqualTo("too_many_requests");
      assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
      assertThat(get(api, kim.secret()).statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(ApiUnderTest api, String secret) {
    return api.get(ROUTE, "Authorization", "Bearer " + secret);
  }

  @Test
  void ipv6AddressesCountByTheirNetwork() throws Exception {
    assertThat(key("2001:db8:1:2:3:4:5:6")).isEqualTo(key("2001:db8:1:2::"));
    assertThat(key("2001:db8:1:3::")).isNotEqualTo(key("2001:db8:1:2::"));
    assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
  }

  private static String key(String address) throws Exception {
    return ClientAddress.ofBytes(InetAddress.getByName(address).getAddress());
  }

  @Test
  void byDefaultItIs600AMinute() {
    assertThat(ApiSettings.from(TestSettings.none().reader()).requestsPerMinute()).hasValue(600);
  }
}
