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
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that are sorted by what changes while they are read. */
@ExtendWith(SandboxExtension.class)
class ChangingOrderTest {
  private static final LocalDate DATE = LocalDate.parse("2023-05-01");
  private static final int STORES = 60;

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    writeWith(new Random(1));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  /** All stores, with totals that are small enough to be often the same. */
  private static void writeWith(Random dice) {
    Map<String, Object> dailies = new HashMap<>();
    for (int store = 0; store < STORES; store++) {
      dailies.put(
          store + "|" + DATE, Documents.daily("" + store, DATE, dice.nextInt(20), 1 + store % 5));
    }
    api.write(api.names().daily(), dailies);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"total_sale", "num_sale", "num_customer", "unit_price", "avg_ticket", "date"})
  void eachStoreComesOnceInTheOrderOfTheFirstPageWhateverIsWrittenMeanwhile(String sort) {
    Random dice = new Random(2);
    String list = "/api/v1/aov/daily?limit=7&order=desc&sort=" + sort;
    List<JsonNode> expected = api.walk(list.replace("limit=7", "limit=1000"));
    List<JsonNode> items = new ArrayList<>();
    JsonNode page = api.json(list);
    page.path("items").forEach(items::add);
    while (!page.path("next").isNull()) {
      writeWith(dice);
      page = api.json(list + "&after=" + page.path("next").asText());
      page.path("items").forEach(items::add);
    }
    assertThat(expected).hasSize(STORES);
    Comparator<JsonNode> byValue = Comparator.comparing(it -> it.path(sort).asLong());
    if (sort.equals("date")) {
      // always the present state, and each store in its place
      assertThat(items.stream().map(it -> it.path("store_id")))
          .containsExactlyElementsOf(expected.stream().map(it -> it.path("store_id")).toList());
    } else {
      assertThat(items).isEqualTo(expected).isSortedAccordingTo(byValue.reversed());
    }
  }

  @Test
  void aPageSaysHowCurrentItsStateIsNotWhatCameAfterIt() {
    String list = "/api/v1/aov/daily?limit=7&sort=total_sale";
    JsonNode first = api.json(list);
    api.write(api.names().days(), Map.of(DATE.toString(), Documents.day(DATE, true)));
    JsonNode second = api.json(list + "&after=" + first.path("next").asText());
    assertThat(second.path("freshness"))
        .isEqualTo(first.path("freshness"))
        .isNotEqualTo(api.json(list).path("freshness"));
    api.write(api.names().days(), Map.of(DATE.toString(), Documents.day(DATE, false)));
  }

  @Test
  void weeksAreSortedLikewise() {
    api.write(
        api.names().weekly(),
        Map.of(
            "1", Documents.weekly("1", DATE, 900, 1),
            "2", Documents.weekly("2", DATE, 200, 2),
            "3", Documents.weekly("3", DATE, 600, 3)));
    Map.of("total_sale", "132", "num_sale", "321", "week_unit_price", "132")
        .forEach(
            (sort, expected) ->
                assertThat(
                        api.walk("/api/v1/aov/weekly?limit=1&order=desc&sort=" + sort).stream()
                            .map(it -> it.path("store_id").asText()))
                    .as(sort)
                    .containsExactly(expected.split("")));
  }

  @Test
  void aStateThatIsNoLongerKeptIsToldApartFromACursorThatIsNone() {
    String list = "/api/v1/aov/daily?limit=7&sort=total_sale";
    String next = api.json(list).path("next").asText();
    api.forget(json(next).path("in").path("snapshot").asText());
    JsonNode problem = api.problem(list + "&after=" + next, 410);
    assertThat(problem.path("code").asText()).isEqualTo("cursor_expired");
    assertThat(problem.path("detail").asText()).contains("Begin again without 'after'");
    for (String other : List.of("num_sale", "date")) {
      api.problem("/api/v1/aov/daily?limit=7&sort=" + other + "&after=" + next, 400);
    }
    for (Consumer<ObjectNode> damage : damages()) {
      JsonNode refused = api.problem(list + "&after=" + damaged(next, damage), 400);
      assertThat(refused.path("code").asText()).isEqualTo("invalid_cursor");
    }
  }

  private static List<Consumer<ObjectNode>> damages() {
    return List.of(
        it -> it.remove("in"),
        it -> it.withObject("/in").remove("snapshot"),
        it -> it.withObject("/in").remove("freshness"),
        it -> it.withObject("/in").put("snapshot", "x"),
        it -> it.withObject("/in").put("snapshot", "eA=="),
        it -> it.withArray("/at").set(0, Json.mapper().valueToTree("many")),
        it -> it.withArray("/at").set(1, Json.mapper().valueToTree("today")));
  }

  private static ObjectNode json(String cursor) {
    return (ObjectNode) Json.tree(Base64.getUrlDecoder().decode(cursor));
  }

  private static String damaged(String cursor, Consumer<ObjectNode> damage) {
    ObjectNode json = json(cursor);
    damage.accept(json);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
