package io.saleslens.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saleslens.app.TestInstance;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API's problems are called on the page, in each of its languages. */
@ExtendWith(BrowserExtension.class)
class ProblemTextsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/saleslens/api");
  private static final Pattern HANGUL = Pattern.compile("[가-힣]");
  private static final String DETAIL = "Said by the server.";

  /** What the page says of a problem in its own words though it is asked in English. */
  private static final Set<String> OWN =
      Set.of("forbidden", "no_jobs_here", "run_ended", "too_many_runs_wait");

  private static TestInstance instance;
  private static PageUnderTest page;

  @BeforeAll
  static void startOverNothing() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      URI closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      instance = TestInstance.start(TestSettings.of(new TestElasticsearch(closed, "gone_")));
    }
    page = PageUnderTest.of(instance);
  }

  @AfterAll
  static void close() {
    instance.close();
  }

  /** All that a request which reaches a route can be answered with. */
  private static Set<String> codes() throws IOException, IllegalAccessException {
    Set<String> codes = new TreeSet<>(Set.of("busy"));
    find(codes, "ApiException.java", "new ApiException\\(\\s*[A-Z_]+,\\s*\"([a-z_]+)\"");
    find(codes, "Problems.java", ",\\s+\"([a-z_]+)\",");
    for (Field field : ImportException.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        codes.add((String) field.get(null));
      }
    }
    return codes;
  }

  private static void find(Set<String> codes, String source, String pattern) throws IOException {
    Pattern.compile(pattern)
        .matcher(Files.readString(SOURCES.resolve(source)))
        .results()
        .forEach(it -> codes.add(it.group(1)));
  }

  private static String inWords(Browser browser, Map<String, Object> problem) {
    return (String)
        browser.run(
            "const it = arguments[0]; return import('/page/problem-texts.js')"
                + ".then((texts) => texts.inWords(it, { role: 'reader' }))",
            problem);
  }

  private static Map<String, Object> problem(String code) {
    Map<String, Object> problem = new HashMap<>();
    for (String text :
        List.of("parameter", "header", "member", "value", "needed", "setting", "job")) {
      problem.put(text, "its_" + text);
    }
    problem.putAll(Map.of("state", "done", "source", "shop-50", "rows_refused", 3));
    problem.putAll(Map.of("allowed", "asc or desc", "known", List.of("from", "to")));
    problem.putAll(Map.of("days", List.of("2023-05-01"), "detail", DETAIL, "code", code));
    return problem;
  }

  @Test
  void everyCodeHasATextInKorean(Browser browser) throws Exception {
    Set<String> codes = codes();
    assertThat(codes)
        .hasSizeGreaterThan(45)
        .contains("busy", "storage_full", "imports_unavailable", "internal", "other_day");
    browser.look(Look.USUAL.speaking("ko"));
    page.open(browser, View.OVERVIEW);
    for (String code : codes) {
      assertThat(inWords(browser, problem(code)))
          .as(code)
          .containsPattern(HANGUL)
          .doesNotContain("⟦", "undefined", "{", "(" + code + ")");
    }
    assertThat(inWords(browser, problem("of_tomorrow"))).contains("(of_tomorrow)", DETAIL);
  }

  @Test
  void inEnglishTheServerSaysItOrThePageInWordsOfItsOwn(Browser browser) throws Exception {
    page.open(browser, View.OVERVIEW);
    for (String code : codes()) {
      assertThat(inWords(browser, problem(code)).equals(DETAIL))
          .as(code)
          .isEqualTo(!OWN.contains(code));
    }
  }

  /** What is allowed comes in English; the page knows all of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "days?limit=0",
        "days?limit=1&limit=2",
        "days?order=up",
        "days?from=monday",
        "days?from=2024-02-01&to=2024-01-01",
        "days?after=",
        "days?fields=",
        "days?fields=colour",
        "days?colour=red",
        "aov/daily?min_sales=-1",
        "aov/daily?sort=colour",
        "aov/daily?store_id=,",
        "frauds?min_ratio=much",
        "frauds?card_number=",
        "totals?period=decade",
        "jobs/sync/runs?outcome=fine",
        "jobs/sync/runs/none",
        "jobs/sink",
        "stores/1/comparison?from=2020-01-01&to=2024-01-01",
        "nothing",
      })
  void ofARealProblemNothingIsLeftInEnglish(String path, Browser browser) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(page.url() + "/api/v1/" + path)).build(),
                BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    Map<String, Object> problem =
        Json.mapper().readValue(answer.body(), new TypeReference<Map<String, Object>>() {});
    browser.look(Look.USUAL.speaking("ko"));
    page.open(browser, View.OVERVIEW);
    assertThat(inWords(browser, problem))
        .containsPattern(HANGUL)
        .doesNotContainPattern("\\b(must|such as|number|one of|than|given| or |date )\\b");
  }

  @Test
  void theValueAndWhatIsAllowedStandInTheText(Browser browser) {
    browser.look(Look.USUAL.speaking("ko"));
    page.open(browser, View.OVERVIEW);
    Map<String, Object> problem = problem("invalid_parameter");
    problem.put("parameter", "limit");
    problem.put("value", "$1{known}");
    problem.put("allowed", "a whole number from 1 to 1000, and given once");
    assertThat(inWords(browser, problem))
        .isEqualTo("'limit' 매개변수의 값이 '$1{known}'입니다. 허용되는 값: 1부터 1000까지의 정수(한 번만 지정).");
    problem.put("known", List.of());
    problem.put("code", "unknown_parameter");
    assertThat(inWords(browser, problem)).endsWith("사용할 수 있는 매개변수: 없음.");
  }

  @Test
  void aViewThatFailsSaysSoInKorean(Browser browser) {
    browser.look(Look.USUAL.speaking("ko"));
    page.open(browser, View.STORES);
    assertThat(browser.texts("[role=alert]"))
        .isNotEmpty()
        .anyMatch(it -> it.contains("Elasticsearch가 응답하지 않습니다."))
        .noneMatch(it -> it.contains("does not answer"));
  }
}
