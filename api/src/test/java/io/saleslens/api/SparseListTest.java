package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists whose days are far apart: a page is looked for near its beginning first. */
@ExtendWith(SandboxExtension.class)
class SparseListTest {
  private static final List<String> DAYS =
      List.of(
          "1970-01-01",
          "1970-01-02",
          "1970-01-03",
          "1970-01-20",
          "1970-06-30",
          "2023-05-01",
          "2023-05-02",
          "2023-05-12",
          "2023-05-13",
          "2199-12-31");

  private ApiUnderTest api;

  @BeforeEach
  void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    DAYS.forEach(this::write);
  }

  private void write(String day) {
    LocalDate date = LocalDate.parse(day);
    api.write(
        api.names().daily(),
        Map.of(
            "1|" + day, Documents.daily("1", date, 1_000, 1),
            "2|" + day, Documents.daily("2", date, 1_000, 1)));
  }

  @AfterEach
  void close() {
    api.close();
  }

  private List<String> walk(String parameters) {
    return api.walk("/api/v1/aov/daily?" + parameters).stream().map(SparseListTest::key).toList();
  }

  private static String key(JsonNode item) {
    return item.path("date").asText() + " " + item.path("store_id").asText();
  }

  @Test
  void isWalkedWholeInBothOrdersWhateverThePagesAreLike() {
    List<String> up =
        DAYS.stream().flatMap(day -> List.of(day + " 1", day + " 2").stream()).toList();
    List<String> down = new ArrayList<>(up);
    Collections.reverse(down);
    for (int limit : new int[] {1, 3, 1000}) {
      assertThat(walk("order=asc&limit=" + limit)).isEqualTo(up);
      assertThat(walk("order=desc&limit=" + limit)).isEqualTo(down);
    }
  }

  @Test
  void endsWhereItsRangeDoes() {
    assertThat(walk("from=1970-01-03&to=2023-05-01&limit=1"))
        .hasSize(8)
        .startsWith("1970-01-03 1")
        .endsWith("2023-05-01 2");
    assertThat(walk("to=2023-05-02&order=desc&limit=3")).hasSize(14).startsWith("2023-05-02 2");
    assertThat(walk("from=9999-12-31")).isEmpty();
    assertThat(walk("to=1900-01-01&order=desc")).isEmpty();
  }

  @Test
  void beginsWithADayThatCameAMomentAgo() {
    assertThat(walk("order=desc&limit=1")).startsWith("2199-12-31 2");
    write("2200-05-01");
    assertThat(walk("order=desc&limit=1")).startsWith("2200-05-01 2");
    assertThat(walk("order=asc&limit=1")).startsWith("1970-01-01 1").endsWith("2200-05-01 2");
  }
}
