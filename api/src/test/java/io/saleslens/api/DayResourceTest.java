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
class DayResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Map<String, Object> documents = new HashMap<>();
    for (int day = 0; day < 20; day++) {
      LocalDate date = FIRST.plusDays(day);
      documents.put(date.toString(), Documents.day(date, day % 4 == 0));
    }
    documents.put("2023-06-01", Map.of("date", "2023-06-01", "dirty", true));
    api.write(api.names().days(), documents);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static List<String> days(String filters) {
    return api.walk("/api/v1/days?limit=3" + filters).stream()
        .map(it -> it.path("date").asText())
        .toList();
  }

  @Test
  void aDayHasItsNumbersOverAllStores() {
    JsonNode page = api.json("/api/v1/days?from=2023-05-02&to=2023-05-02");
    String expected =
        """
        {"items": [{"date": "2023-05-02", "dirty": false,
                    "synced_at": "2023-07-01T00:05:00.123Z",
                    "computed_at": "2023-07-01T00:05:00.123Z", "sales": 12, "stores": 3,
                    "counted": 11, "total_sale": 120000, "num_customer": 9, "num_canceled": 1,
                    "canceled_sale": 4000}],
         "next": null,
         "freshness": {"read_through": null, "dirty": false, "verified_at": null}}
        """;
    assertThat(page).isEqualTo(Json.tree(expected.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aDayThatWasNeverComputedHasNoNumbers() {
    JsonNode day = api.json("/api/v1/days?from=2023-06-01").path("items").get(0);
    String expected = "{\"date\": \"2023-06-01\", \"dirty\": true}";
    assertThat(day).isEqualTo(Json.tree(expected.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void dirtyAndCleanDaysCanBeAskedForAlone() {
    assertThat(days("")).hasSize(21).isSorted();
    assertThat(days("&dirty=true&to=2023-05-31"))
        .containsExactly("2023-05-01", "2023-05-05", "2023-05-09", "2023-05-13", "2023-05-17");
    assertThat(days("&dirty=false")).hasSize(15).doesNotContain("2023-05-05");
  }
}
