package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class CursorTest {
  private static final String LIST = "/api/v1/aov/daily?store_id=1,2&limit=1";
  private static final LocalDate DATE = LocalDate.parse("2023-05-01");

  private static ApiUnderTest api;
  private static String next;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    api.write(
        api.names().daily(),
        Map.of(
            "1|" + DATE, Documents.daily("1", DATE, 1_000, 1),
            "2|" + DATE, Documents.daily("2", DATE, 1_000, 1)));
    next = api.json(LIST).path("next").asText();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void aCursorCanBePutIntoAUrlAsItIs() {
    assertThat(next).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void itGoesOnWithTheSameFiltersHoweverTheyAreWrittenAndWithAnotherLimit() {
    for (String same :
        List.of(
            LIST,
            "/api/v1/aov/daily?store_id=2&store_id=1&limit=1",
            "/api/v1/aov/daily?store_id=1,2&limit=500",
            "/api/v1/aov/daily?store_id=1,2&order=asc")) {
      JsonNode items = api.json(same + "&after=" + next).path("items");
      assertThat(items).hasSize(1);
      assertThat(items.get(0).path("store_id").asText()).isEqualTo("2");
    }
  }

  @Test
  void itIsRefusedWithOtherFiltersAnotherOrderOrOnAnotherList() {
    for (String other :
        List.of(
            "/api/v1/aov/daily?store_id=1",
            "/api/v1/aov/daily?x",
            LIST + "&from=2023-05-01",
            LIST + "&to=2023-05-01",
            LIST + "&order=desc",
            "/api/v1/aov/weekly?store_id=1,2")) {
      String path = other.replace("?x", "?limit=1") + "&after=" + next;
      assertThat(api.problem(path, 400).path("code").asText()).isEqualTo("invalid_cursor");
    }
  }

  @Test
  void whatIsNoCursorIsRefused() {
    for (String wrong :
        List.of(
            "x",
            "????",
            next + "A",
            next.substring(2),
            base64("{}"),
            base64("null"),
            base64("[1]"),
            base64("{\"at\":[\"2023-05-01\",\"1\"],\"of\":null}"))) {
      JsonNode problem = api.problem(LIST + "&after=" + ApiUnderTest.encoded(wrong), 400);
      assertThat(problem.path("code").asText()).as(wrong).isEqualTo("invalid_cursor");
    }
  }

  @Test
  void aPlaceThatIsMadeUpIsRefusedAsTheCallersFault() {
    String json = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
    for (String wrong :
        List.of(
            json.replace("2023-05-01", "yesterday"),
            json.replace("2023-05-01", "+12345-01-01"),
            json.replace("\"2023-05-01\",", ""),
            json.replace("\"2023-05-01\"", "null"))) {
      assertThat(wrong).isNotEqualTo(json);
      JsonNode problem = api.problem(LIST + "&after=" + base64(wrong), 400);
      assertThat(problem.path("code").asText()).isEqualTo("invalid_cursor");
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
