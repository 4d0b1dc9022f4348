package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class FraudGroupResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");
  private static final String LIST = "/api/v1/frauds/groups";
  private static final int LARGE = 11_000;

  private static ApiUnderTest api;

  /** What was written: the ids of the sales by group. */
  private static final Map<String, List<String>> SALES = new LinkedHashMap<>();

  private static final Map<String, Object> SUSPECTS = new HashMap<>();
  private static final Map<String, Object> WEEKLIES = new HashMap<>();

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    for (int day = 0; day < 12; day++) {
      for (int store = 1; store <= 4; store++) {
        add(FIRST.plusDays(day), "" + store, 40_000 + 1_000 * day, 3 + store % 3);
      }
    }
    add(FIRST.plusDays(5), "large", 50_000, LARGE);
    WEEKLIES.remove("2|2023-05-03");
    WEEKLIES.put("3|2023-05-03", Documents.weekly("3", FIRST.plusDays(2), 150_001, 10));
    api.write(api.names().frauds(), SUSPECTS);
    api.write(api.names().weekly(), WEEKLIES);
  }

  /** A group beside a weekly AOV of 15,000. */
  private static void add(LocalDate date, String store, long amount, int sales) {
    String group = "repeat-amount|%s|%s|4711|%d".formatted(store, date, amount);
    List<String> ids =
        IntStream.range(0, sales).mapToObj(n -> "%s-%s-%05d".formatted(store, date, n)).toList();
    for (String id : ids) {
      Map<String, Object> suspect = Documents.suspect(id, store, date);
      suspect.put("amount_sale", amount);
      suspect.put("group_id", group);
      suspect.put("repeat_count", sales);
      suspect.put("is_canceled", id.endsWith("00001"));
      suspect.put("week_unit_price", 15_000);
      suspect.put("aov_ratio", Math.floor(amount / 15_000.0 * 10_000) / 10_000);
      SUSPECTS.put(id, suspect);
    }
    WEEKLIES.put(store + "|" + date, Documents.weekly(store, date, 150_000, 10));
    SALES.put(group, ids);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static final String EXPECTED =
      """
      {"group_id": "repeat-amount|4|2023-05-06|4711|45000", "rule": "repeat-amount",
       "store_id": "4", "business_date": "2023-05-06", "card_number": "123456******3456",
       "amount_sale": 45000, "num_sale": 4, "num_canceled": 1,
       "sale_ids": ["4-2023-05-06-00000", "4-2023-05-06-00001", "4-2023-05-06-00002",
                    "4-2023-05-06-00003"],
       "window": {"start_date": "2023-04-29", "end_date": "2023-05-05"},
       "baseline": {"total_sale": 150000, "num_customer": 10, "week_unit_price": 15000},
       "week_unit_price": 15000, "aov_ratio": 3.0,
       "threshold": {"min_repeats": 3, "aov_multiple": 2, "include_canceled": true},
       "explanation": "4 sales of 45,000 with card 123456******3456 at store 4 on 2023-05-06; the store's average customer paid 15,000 over the 7 days before (2023-04-29 to 2023-05-05), so each is 3 times that, above the threshold of 2.",
       "detected_at": "2023-07-01T00:05:00.123Z"}
      """;

  @Test
  void aGroupHasItsSalesAndWhatTheyWereMeasuredBy() {
    JsonNode expected = Json.tree(EXPECTED.getBytes(StandardCharsets.UTF_8));
    JsonNode listed = api.json(LIST + "?from=2023-05-06&to=2023-05-06&store_id=4");
    assertThat(listed.path("items")).containsExactly(expected);
    ObjectNode single = (ObjectNode) one("repeat-amount|4|2023-05-06|4711|45000");
    assertThat(single.remove("freshness").path("dirty").asBoolean(true)).isFalse();
    assertThat((JsonNode) single).isEqualTo(expected);
  }

  private static JsonNode one(String group) {
    return api.json(LIST + "/" + ApiUnderTest.encoded(group));
  }

  @Test
  void allGroupsComeWithAllTheirSalesWhateverTheirSizeNewestFirst() {
    Comparator<String> byDay = Comparator.comparing(id -> id.split("\\|")[2]);
    List<String> order = new ArrayList<>(SALES.keySet());
    order.sort(byDay.thenComparing(Comparator.naturalOrder()).reversed());
    for (String list : List.of("?limit=1000", "?limit=7")) {
      List<JsonNode> groups = api.walk(LIST + list);
      assertThat(groups).extracting(it -> it.path("group_id").asText()).isEqualTo(order);
      assertThat(groups)
          .allSatisfy(
              it -> assertThat(saleIds(it)).isEqualTo(SALES.get(it.path("group_id").asText())));
    }
    List<JsonNode> ascending = api.walk(LIST + "?limit=9&order=asc");
    assertThat(ascending)
        .extracting(it -> it.path("group_id").asText())
        .isEqualTo(order.stream().sorted(byDay.thenComparing(Comparator.naturalOrder())).toList());
  }

  private static List<String> saleIds(JsonNode group) {
    List<String> ids = new ArrayList<>();
    group.path("sale_ids").forEach(id -> ids.add(id.asText()));
    assertThat(group.path("num_sale").asInt()).isEqualTo(ids.size());
    return ids;
  }

  @Test
  void aGroupOfThousandsIsWhole() {
    JsonNode group = one("repeat-amount|large|2023-05-06|4711|50000");
    assertThat(saleIds(group)).hasSize(LARGE);
    assertThat(group.path("explanation").asText()).startsWith("11,000 sales of 50,000 with");
  }

  @Test
  void aPageWithVeryManySalesEndsBeforeItsLimit() {
    JsonNode page = api.json(LIST + "?limit=1000");
    JsonNode last = page.path("items").get(page.path("items").size() - 1);
    assertThat(last.path("store_id").asText()).isEqualTo("large");
    assertThat(page.path("next").isNull()).isFalse();
  }

  @Test
  void aGroupWhoseBaselineChangedOrWentWaitsToBeJudgedAnew() {
    for (String store : List.of("2", "3")) {
      JsonNode group = one("repeat-amount|%s|2023-05-03|4711|42000".formatted(store));
      assertThat(group.path("baseline").isNull()).isTrue();
      assertThat(group.has("baseline")).isTrue();
      assertThat(group.path("week_unit_price").asLong()).isEqualTo(15_000);
      assertThat(group.path("explanation").asText()).contains("wait to be judged anew");
      assertThat(group.path("freshness").path("dirty").asBoolean()).isTrue();
    }
    assertThat(dirty("?from=2023-05-03&to=2023-05-03")).isTrue();
    assertThat(dirty("?from=2023-05-03&to=2023-05-03&store_id=1")).isFalse();
  }

  private static boolean dirty(String parameters) {
    return api.json(LIST + parameters).path("freshness").path("dirty").asBoolean();
  }

  @Test
  void storeDaysRuleAndRatioAreFilters() {
    assertThat(api.walk(LIST + "?limit=50&store_id=1,2")).hasSize(24);
    assertThat(api.walk(LIST + "?limit=5&from=2023-05-03&to=2023-05-04")).hasSize(8);
    assertThat(api.walk(LIST + "?limit=50&rule=repeat-amount")).hasSize(49);
    assertThat(api.walk(LIST + "?rule=other")).isEmpty();
    // 45,000 / 15,000 and more: the last seven of twelve days, and the large one
    assertThat(api.walk(LIST + "?min_ratio=3")).hasSize(29);
    assertThat(api.walk(LIST + "?min_ratio=3.3334")).hasSize(4);
    for (String ratio : List.of("-1", "x", "1e3", "2.00001", "")) {
      JsonNode problem = api.problem(LIST + "?min_ratio=" + ratio, 400);
      assertThat(problem.path("parameter").asText()).isEqualTo("min_ratio");
    }
  }

  @Test
  void aGroupThatThereIsNotIsNotFound() {
    assertThat(api.problem(LIST + "/nothing", 404).path("code").asText()).isEqualTo("not_found");
  }

  @Test
  void theWholeListIsThatOfThePages() {
    List<JsonNode> lines =
        api.get(LIST, "Accept", "application/x-ndjson")
            .body()
            .lines()
            .map(it -> Json.tree(it.getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(lines).isNotEmpty().isEqualTo(api.walk(LIST + "?limit=5"));
    JsonNode first = lines.get(0);
    String ids = first.path("sale_ids").toString().replace("\"", "\"\"");
    assertThat(api.get(LIST + "?fields=group_id,sale_ids", "Accept", "text/csv").body())
        .startsWith(
            "group_id,sale_ids\r\n%s,\"%s\"\r\n".formatted(first.path("group_id").asText(), ids));
  }
}
