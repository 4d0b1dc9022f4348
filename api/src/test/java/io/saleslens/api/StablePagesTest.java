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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class StablePagesTest {
  private static final LocalDate DATE = LocalDate.parse("2023-05-01");
  private static final String LIST = "/api/v1/aov/daily?limit=5";

  @Test
  void anItemWrittenBetweenTwoPagesNeitherRepeatsNorHidesAnother(TestElasticsearch elasticsearch) {
    try (ApiUnderTest api = ApiUnderTest.initialised(elasticsearch)) {
      Map<String, Object> documents = new HashMap<>();
      for (int store = 10; store < 20; store++) {
        documents.put(store + "|" + DATE, Documents.daily("" + store, DATE, 1_000, 1));
      }
      api.write(api.names().daily(), documents);
      JsonNode first = api.json(LIST);

      LocalDate before = DATE.minusDays(1);
      api.write(
          api.names().daily(), Map.of("10|" + before, Documents.daily("10", before, 1_000, 1)));

      JsonNode second = api.json(LIST + "&after=" + first.path("next").asText());
      assertThat(stores(first)).containsExactly("10", "11", "12", "13", "14");
      assertThat(stores(second)).containsExactly("15", "16", "17", "18", "19");
      assertThat(second.path("next").isNull()).isTrue();
    }
  }

  @Test
  void aSaleThatJoinsAGroupSeenBeforeDoesNotBringItBack(TestElasticsearch elasticsearch) {
    String list = "/api/v1/frauds/groups?limit=1";
    try (ApiUnderTest api = ApiUnderTest.initialised(elasticsearch)) {
      api.write(
          api.names().frauds(),
          Map.of(
              "b", Documents.suspect("b", "9", DATE),
              "c", Documents.suspect("c", "9", DATE),
              "z", Documents.suspect("z", "0", DATE)));
      JsonNode first = api.json(list);
      api.write(
          api.names().frauds(),
          Map.of("a", Documents.suspect("a", "9", DATE), "e", Documents.suspect("e", "9", DATE)));
      JsonNode second = api.json(list + "&after=" + first.path("next").asText());
      assertThat(first.at("/items/0/sale_ids").toString()).isEqualTo("[\"b\",\"c\"]");
      assertThat(second.at("/items/0/sale_ids").toString()).isEqualTo("[\"z\"]");
      assertThat(second.path("next").isNull()).isTrue();
    }
  }

  private static List<String> stores(JsonNode page) {
    List<String> stores = new ArrayList<>();
    page.path("items").forEach(item -> stores.add(item.path("store_id").asText()));
    return stores;
  }
}
