package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores whose ids hold what parts and quotes elsewhere are asked for like others. */
@ExtendWith(SandboxExtension.class)
class AnyIdTest {
  private static final LocalDate DAY = LocalDate.parse("2023-05-01");
  private static final List<String> LISTS =
      List.of(
          "/api/v1/aov/daily",
          "/api/v1/aov/weekly",
          "/api/v1/frauds",
          "/api/v1/frauds/groups",
          "/api/v1/sales");

  private static ApiUnderTest api;

  static Stream<String> ids() {
    return Stream.of(
        "a,b",
        ",",
        "a\\,b",
        "back\\slash",
        "back\\\\slashes",
        "end\\",
        "p|q",
        "it's \"so\"",
        "with blank",
        "100%",
        "%2C",
        "a+b",
        "a/b",
        "a;b",
        "강남점, 2호");
  }

  @BeforeAll
  static void fill(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Map<String, Object> daily = new HashMap<>();
    Map<String, Object> weekly = new HashMap<>();
    Map<String, Object> suspects = new HashMap<>();
    List<Map<String, Object>> sales = new ArrayList<>();
    // and what they would be taken for
    List<String> all = Stream.concat(ids(), Stream.of("a", "b", "back", "강남점", "2호")).toList();
    for (String id : all) {
      daily.put(id, Documents.daily(id, DAY, 1_000, 1));
      weekly.put(id, Documents.weekly(id, DAY, 1_000, 1));
      suspects.put(id, Documents.suspect(id, id, DAY));
      sales.add(Documents.sale(id, id, DAY));
    }
    api.write(api.names().days(), Map.of(DAY.toString(), Documents.day(DAY, false)));
    api.write(api.names().daily(), daily);
    api.write(api.names().weekly(), weekly);
    api.write(api.names().frauds(), suspects);
    api.writeSales(sales);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static String listed(String id) {
    return ApiUnderTest.encoded(id.replaceAll("[\\\\,]", "\\\\$0"));
  }

  private static List<String> stores(String path) {
    List<String> found = new ArrayList<>();
    api.json(path).path("items").forEach(it -> found.add(it.path("store_id").asText()));
    return found;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void itAloneIsFound(String id) {
    for (String list : LISTS) {
      assertThat(stores(list + "?store_id=" + listed(id))).as(list).containsExactly(id);
    }
    assertThat(api.json("/api/v1/totals?period=all&store_id=" + listed(id)).path("items"))
        .hasSize(1);
    JsonNode old =
        ApiUnderTest.tree(api.get("/search-weekaov?store_id=" + ApiUnderTest.encoded(id)));
    assertThat(old).hasSize(1);
    assertThat(old.path(0).path("store_id").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void itHasItsPage(String id) {
    String encoded = ApiUnderTest.encoded(id).replace("+", "%20");
    JsonNode summary = api.json("/api/v1/stores/" + encoded + "/summary");
    assertThat(summary.path("store_id").asText()).isEqualTo(id);
    assertThat(api.json("/api/v1/stores/" + encoded + "/comparison").path("store_id").asText())
        .isEqualTo(id);
  }

  @Test
  void severalAreRepeatedOrParted() {
    for (String two :
        List.of(
            "store_id=a%5C,b,%EA%B0%95%EB%82%A8%EC%A0%90",
            "store_id=a%5C,b&store_id=%EA%B0%95%EB%82%A8%EC%A0%90")) {
      assertThat(stores("/api/v1/aov/daily?" + two)).containsExactlyInAnyOrder("a,b", "강남점");
    }
    assertThat(stores("/api/v1/aov/daily?store_id=a,b")).containsExactlyInAnyOrder("a", "b");
    assertThat(api.problem("/api/v1/aov/daily?store_id=a,,b", 400).path("code").asText())
        .isEqualTo("invalid_parameter");
  }
}
