package io.saleslens.api;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route against every kind of caller. */
@ExtendWith(SandboxExtension.class)
class RolesTest {
  private static final Set<String> OPEN =
      Set.of(
          "/health/live",
          "/health/ready",
          "/openapi.yaml",
          "/openapi.json",
          "/docs",
          "/docs/{file}",
          "/",
          "/page/{file}");
  private static final Map<String, Role> LEAST_ROLES =
      Map.ofEntries(
          entry("/api/v1/aov/daily", Role.READER),
          entry("/api/v1/aov/weekly", Role.READER),
          entry("/api/v1/days", Role.READER),
          entry("/api/v1/stores/{store_id}/summary", Role.READER),
          entry("/api/v1/stores/{store_id}/comparison", Role.READER),
          entry("/api/v1/totals", Role.READER),
          entry("/api/v1/me", Role.READER),
          entry("/api/v1/filters/stores", Role.READER),
          entry("/api/v1/filters/card-companies", Role.READER),
          entry("/api/v1/filters/platforms", Role.READER),
          entry("/search-unitprice", Role.READER),
          entry("/search-weekaov", Role.READER),
          entry("/api/v1/frauds", Role.ANALYST),
          entry("/api/v1/frauds/{sale_id}", Role.ANALYST),
          entry("/api/v1/frauds/groups", Role.ANALYST),
          entry("/api/v1/frauds/totals", Role.ANALYST),
          entry("/api/v1/frauds/groups/{group_id}", Role.ANALYST),
          entry("/api/v1/sales", Role.ANALYST),
          entry("/api/v1/sales/{sale_id}", Role.ANALYST));

  /** What a route cannot do without. */
  private static final Map<String, String> QUERIES =
      Map.of("/search-unitprice", "?date=20230501", "/search-weekaov", "?store_id=50");

  private static final String SALE = "17";
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");

  /** By role, one token each. */
  private static final Map<Role, TestToken> TOKENS =
      EnumSet.allOf(Role.class).stream()
          .collect(Collectors.toMap(role -> role, role -> TestToken.of(role + "s", role)));

  private static ApiUnderTest api;

  @BeforeAll
  static void init(TestElasticsearch elasticsearch) {
    ApiToken[] tokens = TOKENS.values().stream().map(TestToken::token).toArray(ApiToken[]::new);
    api = ApiUnderTest.initialised(elasticsearch, ApiUnderTest.settings(tokens));
    api.write(api.names().frauds(), Map.of(SALE, Documents.suspect(SALE, "50", DAY)));
    api.write(api.names().daily(), Map.of("50|2023-05-01", Documents.daily("50", DAY, 1_000, 1)));
    api.write(api.names().days(), Map.of("2023-05-01", Documents.day(DAY, false)));
    api.writeSales(List.of(Documents.sale(SALE, "50", DAY)));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  static Stream<String> routes() {
    return endpoints().map(it -> it.endpoint.path).distinct();
  }

  private static Stream<ParsedEndpoint> endpoints() {
    return api.server().javalin().unsafe.internalRouter.allHttpHandlers().stream()
        .filter(it -> it.endpoint.method.isHttpMethod());
  }

  private static String pathOf(String route) {
    return route
        .replace("{sale_id}", SALE)
        .replace("{store_id}", "50")
        .replace("/docs/{file}", "/docs/docs.js")
        .replace("/page/{file}", "/page/main.js")
        .replace("{group_id}", ApiUnderTest.encoded("repeat-amount|50|2023-05-01|4711|95000"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aRouteAnswersTheLeastRoleAndThoseAboveIt(String route) {
    assertThat(LEAST_ROLES.containsKey(route) ^ OPEN.contains(route)).as(route).isTrue();
    Role least = LEAST_ROLES.getOrDefault(route, Role.READER);
    String path = pathOf(route) + QUERIES.getOrDefault(route, "");
    TOKENS.forEach(
        (role, token) -> {
          for (String method : List.of("GET", "HEAD")) {
            HttpResponse<String> answer = send(method, path, "Bearer " + token.secret());
            assertThat(answer.statusCode())
                .as("%s %s by %s: %s", method, path, role, answer.body())
                .isEqualTo(role.compareTo(least) >= 0 ? 200 : 403);
          }
        });
  }

  @Test
  void everyRouteIsDeclaredWithOneRoleOrAsOpen() {
    assertThat(endpoints())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            it -> {
              Roles roles = it.endpoint.metadata(Roles.class);
              assertThat(roles).as(it.endpoint.path).isNotNull();
              assertThat(roles.getRoles()).as(it.endpoint.path).hasSize(1);
              boolean open = OPEN.contains(it.endpoint.path);
              assertThat(roles.getRoles().iterator().next() instanceof Role)
                  .as(it.endpoint.path)
                  .isEqualTo(!open);
            });
    assertThat(endpoints().map(it -> it.endpoint.method))
        .containsOnly(HandlerType.GET, HandlerType.HEAD);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void withoutAGoodTokenEveryRouteThatIsNotOpenIsClosed(String route) {
    String path = pathOf(route);
    String good = TOKENS.get(Role.OPERATOR).secret();
    List<String> wrong =
        List.of(
            "Bearer " + NewToken.of("x", Role.OPERATOR).secret().value(),
            "Bearer " + good.substring(0, good.length() - 1),
            "Bearer " + good + "A",
            "Bearer " + good.toUpperCase(Locale.ROOT),
            "Bearer " + TOKENS.get(Role.OPERATOR).token().sha256(),
            "Bearer operators",
            "Bearer",
            "Bearer  ",
            "Bearer " + good + " " + good,
            "Bearer " + good + "," + good,
            "Basic " + good,
            "Basic b3BlcmF0b3JzOng=",
            good,
            "x".repeat(2_000));
    if (OPEN.contains(route)) {
      assertThat(api.get(path).statusCode()).isEqualTo(200);
      wrong.forEach(it -> assertThat(send("GET", path, it).statusCode()).isEqualTo(200));
      return;
    }
    String expected = refusal(api.get(path), "Bearer realm=\"saleslens\"");
    for (String header : wrong) {
      HttpResponse<String> answer = send("GET", path, header);
      assertThat(refusal(answer, "Bearer realm=\"saleslens\", error=\"invalid_token\""))
          .as("the same for all: %s", header)
          .isEqualTo(expected);
      assertThat(send("HEAD", path, header).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> twice =
        api.get(path, "Authorization", "Bearer " + good, "Authorization", "Bearer " + good);
    assertThat(twice.statusCode()).isEqualTo(401);
  }

  private static String refusal(HttpResponse<String> answer, String challenge) {
    JsonNode problem = ApiUnderTest.problem(answer, 401);
    assertThat(problem.path("code").asText()).isEqualTo("unauthenticated");
    assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
    return problem.path("detail").asText();
  }

  @Test
  void whoAsksIsToldWhoTheyAreAndHowToReadDaysAndMoney() {
    HttpResponse<String> answer =
        send("GET", "/api/v1/me", "Bearer " + TOKENS.get(Role.ANALYST).secret());
    assertThat(answer.body())
        .isEqualTo(
            "{\"name\":\"analysts\",\"role\":\"analyst\",\"zone\":\"Asia/Seoul\","
                + "\"currency\":\"KRW\",\"minor_digits\":0,\"version\":null}");
  }

  @Test
  void aRoleTooLowIsToldWhichItTakes() {
    HttpResponse<String> answer =
        send("GET", "/api/v1/frauds", "Bearer " + TOKENS.get(Role.READER).secret());
    JsonNode problem = ApiUnderTest.problem(answer, 403);
    assertThat(problem.path("code").asText()).isEqualTo("forbidden");
    assertThat(problem.path("needed").asText()).isEqualTo("analyst");
    assertThat(problem.path("detail").asText())
        .isEqualTo("This needs a token of the role analyst; yours is of the role reader.");
  }

  @Test
  void theSchemesCaseDoesNotMatter() {
    String secret = TOKENS.get(Role.READER).secret();
    for (String scheme : List.of("Bearer", "bearer", "BEARER")) {
      assertThat(send("GET", "/api/v1/days", scheme + " " + secret).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "access_token", "api_key", "Authorization"})
  void aTokenInTheUrlIsNoToken(String parameter) {
    String path = "/api/v1/days?" + parameter + "=" + TOKENS.get(Role.OPERATOR).secret();
    assertThat(api.problem(path, 401).path("code").asText()).isEqualTo("unauthenticated");
  }

  @Test
  void whatIsWrongWithAServerIsToldOnlyToThoseWithAToken(TestElasticsearch elasticsearch) {
    TestToken token = TestToken.of("probe", Role.READER);
    // no indices there
    TestElasticsearch empty = new TestElasticsearch(elasticsearch.url(), "nothing_here_");
    try (ApiUnderTest api = ApiUnderTest.at(empty, ApiUnderTest.settings(token.token()))) {
      for (HttpResponse<String> answer :
          List.of(
              api.get("/health/ready"),
              api.get("/health/ready", "Authorization", "Bearer wrong"))) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
            .isEqualTo(
                "{\"status\":\"down\",\"components\":{\"elasticsearch\":{\"status\":\"up\"},\"indices\":{\"status\":\"down\"}}}");
      }
      HttpResponse<String> trusted =
          api.get("/health/ready", "Authorization", "Bearer " + token.secret());
      assertThat(trusted.statusCode()).isEqualTo(503);
      assertThat(trusted.body()).contains("nothing_here_", "./saleslens init");
    }
  }

  private static HttpResponse<String> send(String method, String path, String authorization) {
    return api.send(
        HttpRequest.newBuilder(api.uri(path))
            .method(method, BodyPublishers.noBody())
            .header("Authorization", authorization));
  }
}
