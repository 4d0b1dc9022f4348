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
class WeeklyResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Map<String, Object> documents = new HashMap<>();
    for (int day = 0; day < 30; day++) {
      for (String store : List.of("50", "51", "online-shop")) {
        LocalDate asOf = FIRST.plusDays(day);
        documents.put(store + "|" + asOf, Documents.weekly(store, asOf, 70_001, 7));
      }
    }
    api.write(api.names().weekly(), documents);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void anItemNamesTheWindowBesideTheDayItHoldsFor() {
    JsonNode page = api.json("/api/v1/aov/weekly?store_id=50&from=2023-05-09&to=2023-05-09");
    String expected =
        """
        {"items": [{"store_id": "50", "as_of": "2023-05-09", "start_date": "2023-05-02",
                    "end_date": "2023-05-08", "total_sale": 70001, "num_sale": 8,
                    "num_customer": 7, "week_unit_price": 10000,
                    "computed_at": "2023-07-01T00:05:00.123Z"}],
         "next": null,
         "freshness": {"read_through": null, "dirty": false, "verified_at": null}}
        """;
    assertThat(page).isEqualTo(Json.tree(expected.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theRangeIsOfAsOfDaysAndEachItemComesOnce() {
    List<String> found =
        api
            .walk(
                "/api/v1/aov/weekly?store_id=50,online-shop&from=2023-05-03&to=2023-05-12&limit=3")
            .stream()
            .map(it -> it.path("as_of").asText() + " " + it.path("store_id").asText())
            .toList();
    assertThat(found)
        .hasSize(20)
        .isSorted()
        .doesNotHaveDuplicates()
        .startsWith("2023-05-03 50", "2023-05-03 online-shop")
        .endsWith("2023-05-12 online-shop");
  }
}
