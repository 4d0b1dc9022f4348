package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class FraudResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");
  private static final String ODD_ID = "A/7 b|%?가";

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Map<String, Object> documents = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String id = "%03d".formatted(i);
      documents.put(id, Documents.suspect(id, "" + i % 3, FIRST.plusDays(i / 30)));
    }
    Map<String, Object> odd = Documents.suspect(ODD_ID, "9", LocalDate.parse("2023-04-01"));
    odd.put("rule", "other-rule");
    odd.put("card_number", "4111 11** **** 1111");
    odd.put("amount_sale", 9_007_199_254_740_993L);
    odd.put("aov_ratio", 7.3333);
    documents.put(ODD_ID, odd);
    api.write(api.names().frauds(), documents);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static final String EXPECTED =
      """
      {"id": "031", "card_number": "123456******3456", "amount_sale": 95000, "is_canceled": false,
       "sold_at": "2023-05-02T03:04:05.123456Z", "store_id": "1", "business_date": "2023-05-02",
       "rule": "repeat-amount", "group_id": "repeat-amount|1|2023-05-02|4711|95000",
       "repeat_count": 3, "week_unit_price": 19000, "aov_ratio": 5.0,
       "detected_at": "2023-07-01T00:05:00.123Z"}
      """;

  @Test
  void aSuspectHasTheSaleAndWhyItIsSuspected() {
    JsonNode expected = Json.tree(EXPECTED.getBytes(StandardCharsets.UTF_8));
    assertThat(api.json("/api/v1/frauds/031")).isEqualTo(expected);
    JsonNode listed =
        api.json("/api/v1/frauds?from=2023-05-02&to=2023-05-02&order=asc&limit=2").path("items");
    assertThat(listed.get(1)).isEqualTo(expected);
  }

  @Test
  void aSaleIsFoundByAnyIdThatAUrlCanCarry() {
    String path = "/api/v1/frauds/" + ApiUnderTest.encoded(ODD_ID).replace("+", "%20");
    assertThat(api.json(path).path("id").asText()).isEqualTo(ODD_ID);
  }

  @Test
  void aSaleThatIsNotSuspectIsNotFound() {
    for (String id : List.of("999", "%2e%2e", "x".repeat(600))) {
      JsonNode problem = api.problem("/api/v1/frauds/" + id, 404);
      assertThat(problem.path("code").asText()).isEqualTo("not_found");
    }
  }

  @Test
  void theNewestDayComesFirstUnlessAskedOtherwise() {
    assertThat(ids("/api/v1/frauds?limit=7"))
        .hasSize(301)
        .startsWith("299", "298")
        .endsWith("000", ODD_ID);
    assertThat(ids("/api/v1/frauds?limit=7&order=asc"))
        .hasSize(301)
        .startsWith(ODD_ID, "000")
        .endsWith("299");
  }

  private static List<String> ids(String list) {
    List<String> ids = api.walk(list).stream().map(it -> it.path("id").asText()).toList();
    assertThat(ids).doesNotHaveDuplicates();
    return ids;
  }

  @Test
  void storeRuleAndBusinessDateAreFilters() {
    assertThat(ids("/api/v1/frauds?limit=1000&store_id=2")).hasSize(100);
    assertThat(ids("/api/v1/frauds?limit=1000&rule=repeat-amount")).hasSize(300);
    assertThat(ids("/api/v1/frauds?limit=1000&rule=other-rule")).containsExactly(ODD_ID);
    assertThat(ids("/api/v1/frauds?limit=1000&from=2023-05-02&to=2023-05-03&store_id=0,1"))
        .hasSize(40)
        .contains("030", "088")
        .doesNotContain("032", "090");
  }

  @Test
  void cardGroupRatioAndAmountAreFilters() {
    for (String card : List.of("4111 11** **** 1111", "4111 1111 1111 1111")) {
      assertThat(ids("/api/v1/frauds?limit=5&card_number=" + ApiUnderTest.encoded(card)))
          .containsExactly(ODD_ID);
    }
    String group = ApiUnderTest.encoded("repeat-amount|1|2023-05-02|4711|95000");
    assertThat(ids("/api/v1/frauds?limit=5&group_id=" + group)).hasSize(10).contains("031", "058");
    Map.of("5", 301, "5.0000", 301, "5.0001", 1, "7.3333", 1, "7.3334", 0)
        .forEach(
            (ratio, expected) ->
                assertThat(ids("/api/v1/frauds?limit=1000&min_ratio=" + ratio))
                    .as(ratio)
                    .hasSize(expected));
    // no double between
    Map.of("95000", 301, "95001", 1, "9007199254740993", 1, "9007199254740994", 0)
        .forEach(
            (amount, expected) ->
                assertThat(ids("/api/v1/frauds?limit=1000&min_amount=" + amount))
                    .as(amount)
                    .hasSize(expected));
  }

  @Test
  void onlyTheFieldsThatAreAskedForAreShown() {
    String expected = "{\"id\":\"031\",\"aov_ratio\":5.0}";
    assertThat(api.json("/api/v1/frauds/031?fields=aov_ratio,id")).hasToString(expected);
    String list = "/api/v1/frauds?store_id=1&from=2023-05-02&order=asc&limit=1&fields=id";
    assertThat(api.json(list + ",aov_ratio").path("items").get(0)).hasToString(expected);
    assertThat(api.json(list + "&fields=aov_ratio,id").path("items").get(0)).hasToString(expected);
  }
}
