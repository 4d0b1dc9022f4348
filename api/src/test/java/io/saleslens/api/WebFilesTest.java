package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.sandbox.TestElasticsearch;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files for browsers, which need no Elasticsearch. */
class WebFilesTest {
  private static ApiUnderTest api;

  @BeforeAll
  static void start() {
    api = ApiUnderTest.at(new TestElasticsearch(URI.create("http://127.0.0.1:1"), "none_"));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8",
    "/?lang=ko&theme=dark, text/html;charset=utf-8",
    "/page/main.js, text/javascript;charset=utf-8",
    "/page/uPlot.esm.js, text/javascript;charset=utf-8",
    "/page/style.css, text/css;charset=utf-8",
    "/page/icon.svg, image/svg+xml",
    "/docs, text/html;charset=utf-8",
    "/docs/docs.js, text/javascript;charset=utf-8",
    "/docs/swagger-ui.css, text/css;charset=utf-8",
    "/openapi.yaml, application/yaml",
    "/openapi.json, application/json",
  })
  void aFileMayBeKeptAndIsNotSentAgainWhileItIsTheSame(String path, String contentType) {
    HttpResponse<String> first = api.get(path);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isNotEmpty();
    assertThat(header(first, "Content-Type").replace(" ", "")).isEqualTo(contentType);
    assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
    HttpResponse<String> again = api.get(path, "If-None-Match", header(first, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "Content-Security-Policy"))
        .isEqualTo(header(first, "Content-Security-Policy"));
    assertThat(api.get(path, "If-None-Match", "\"other\"").body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.js",
        "docs",
        ".js",
        "..%2fopenapi.yaml",
        "%2e%2e%2fdocs.html",
        "..%5copenapi.yaml",
        "..%2fApiServer.class",
        "docs.js%00.css",
      })
  void whatIsNotAmongTheFilesIsNotServed(String name) {
    // some of these never reach a route
    assertThat(api.get("/docs/" + name).statusCode()).isIn(400, 404);
  }

  @Test
  void onlyKindsOfFilesThatBrowsersAreGivenAreFound() {
    assertThat(WebFile.find("/io/saleslens/api/ApiServer.class")).isEmpty();
    assertThat(WebFile.find("/io/saleslens/api/openapi.yaml")).isPresent();
  }
}
