package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that the client may have already. */
@ExtendWith(SandboxExtension.class)
class ConditionalRequestTest {
  private static final LocalDate DATE = LocalDate.parse("2023-05-01");

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    api.write(api.names().daily(), Map.of("1", Documents.daily("1", DATE, 1_000, 1)));
    api.write(api.names().frauds(), Map.of("1", Documents.suspect("1", "1", DATE)));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static String tagOf(HttpResponse<?> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/aov/daily", "/api/v1/frauds/1", "/health/live"})
  void whatDidNotChangeIsNotSentAgain(String path) {
    HttpResponse<String> first = api.get(path);
    String tag = tagOf(first);
    assertThat(tag).matches("W/\"[0-9a-f]{32}\"");
    for (String known : List.of(tag, tag.substring(2), "\"x\", " + tag + ",\"y\"", "*")) {
      HttpResponse<String> again = api.get(path, "If-None-Match", known);
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(tagOf(again)).isEqualTo(tag);
      assertThat(again.headers().firstValue("Vary")).isEqualTo(first.headers().firstValue("Vary"));
    }
    for (String other : List.of("\"x\"", "W/\"\"", "\"", tag.replace("\"", ""), "")) {
      assertThat(api.get(path, "If-None-Match", other).statusCode()).as(other).isEqualTo(200);
    }
    HttpRequest.Builder head =
        HttpRequest.newBuilder(api.uri(path)).method("HEAD", BodyPublishers.noBody());
    assertThat(tagOf(api.send(head))).isEqualTo(tag);
    assertThat(tagOf(api.get(path, "Accept-Encoding", "gzip"))).isEqualTo(tag);
  }

  @Test
  void whatChangedIsSentWithAnotherTag() {
    String path = "/api/v1/aov/daily?store_id=2";
    String before = tagOf(api.get(path));
    api.write(api.names().daily(), Map.of("2", Documents.daily("2", DATE, 1_000, 1)));
    HttpResponse<String> answer = api.get(path, "If-None-Match", before);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(tagOf(answer)).isNotEqualTo(before);
  }

  @Test
  void aRefusalIsNoAnswerThatOneCouldHave() {
    HttpResponse<String> answer = api.get("/api/v1/frauds/2", "If-None-Match", "*");
    ApiUnderTest.problem(answer, 404);
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
  }
}
