package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class DailyResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");
  private static final int DAYS = 60;
  private static final int STORES = 50;

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Map<String, Object> documents = new HashMap<>();
    for (int day = 0; day < DAYS; day++) {
      for (int store = 1; store <= STORES; store++) {
        LocalDate date = FIRST.plusDays(day);
        documents.put(
            store + "|" + date, Documents.daily("" + store, date, 10_000L * store + day, 3));
      }
    }
    api.write(api.names().daily(), documents);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static String key(JsonNode item) {
    return item.path("date").asText() + " " + item.path("store_id").asText();
  }

  private static List<String> keys(List<JsonNode> items) {
    return items.stream().map(DailyResourceTest::key).toList();
  }

  private static List<JsonNode> items(String path) {
    List<JsonNode> items = new ArrayList<>();
    api.json(path).path("items").forEach(items::add);
    return items;
  }

  @Test
  void anItemHasIdsAsTextAndMoneyAsNumbers() {
    JsonNode page = api.json("/api/v1/aov/daily?store_id=7&from=2023-05-03&to=2023-05-03");
    String expected =
        """
        {"items": [{"store_id": "7", "date": "2023-05-03", "total_sale": 70002, "num_sale": 4,
                    "num_customer": 3, "unit_price": 23334, "avg_ticket": 17500,
                    "num_canceled": 1, "canceled_sale": 500,
                    "computed_at": "2023-07-01T00:05:00.123Z"}],
         "next": null,
         "freshness": {"read_through": null, "dirty": false, "verified_at": null}}
        """;
    assertThat(page).isEqualTo(Json.tree(expected.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void withoutALimitAPageHasAHundredItemsInTheOrderOfDateAndStore() {
    JsonNode page = api.json("/api/v1/aov/daily");
    assertThat(page.path("items")).hasSize(100);
    assertThat(page.path("next").isTextual()).isTrue();
    assertThat(keys(items("/api/v1/aov/daily")))
        .isSorted()
        .startsWith("2023-05-01 1", "2023-05-01 10");
  }

  @Test
  void walkingThePagesGivesEachItemOnceInOrder() {
    for (int limit : new int[] {7, 100, 1000}) {
      List<String> keys =
          keys(api.walk("/api/v1/aov/daily?from=2023-05-11&to=2023-06-09&limit=" + limit));
      assertThat(keys).hasSize(30 * STORES).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void theLastPageHasNoNextAlsoWhenItIsFull() {
    String list = "/api/v1/aov/daily?store_id=1&limit=" + DAYS;
    assertThat(api.json(list).path("items")).hasSize(DAYS);
    assertThat(api.json(list).path("next").isNull()).isTrue();
    assertThat(api.walk("/api/v1/aov/daily?store_id=1&limit=" + DAYS / 2)).hasSize(DAYS);
  }

  @Test
  void theOrderCanBeTurnedRound() {
    List<String> up = keys(api.walk("/api/v1/aov/daily?limit=1000"));
    List<String> down = new ArrayList<>(keys(api.walk("/api/v1/aov/daily?limit=1000&order=desc")));
    assertThat(up).hasSize(DAYS * STORES);
    Collections.reverse(down);
    assertThat(down).isEqualTo(up);
  }

  @Test
  void storesAreNamedByCommasOrByRepeating() {
    List<String> expected = List.of("2023-05-01 1", "2023-05-01 10", "2023-05-01 2");
    String day = "&to=2023-05-01";
    assertThat(keys(items("/api/v1/aov/daily?store_id=1,2,10" + day))).isEqualTo(expected);
    assertThat(keys(items("/api/v1/aov/daily?store_id=1&store_id=10,2&store_id=1" + day)))
        .isEqualTo(expected);
    assertThat(items("/api/v1/aov/daily?store_id=nowhere" + day)).isEmpty();
  }

  @Test
  void bothEndsOfTheRangeAreIncludedAndEachMayBeLeftOut() {
    assertThat(days("from=2023-05-02&to=2023-05-03")).containsOnly("2023-05-02", "2023-05-03");
    assertThat(days("to=2023-05-01")).containsOnly("2023-05-01");
    assertThat(days("from=2023-06-29")).containsOnly("2023-06-29");
    assertThat(days("from=1900-01-01&to=9999-12-31")).hasSize(DAYS);
  }

  private static HashSet<String> days(String range) {
    HashSet<String> days = new HashSet<>();
    api.walk("/api/v1/aov/daily?limit=1000&" + range)
        .forEach(item -> days.add(item.path("date").asText()));
    return days;
  }

  @Test
  void storesWithFewSalesCanBeLeftOut() {
    String day = "/api/v1/aov/daily?store_id=1&to=2023-05-01&min_sales=";
    Map.of("0", 1, "4", 1, "5", 0)
        .forEach((least, expected) -> assertThat(items(day + least)).hasSize(expected));
  }
}
