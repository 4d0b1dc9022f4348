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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class SeenResourceTest {
  private static final LocalDate NEWEST = LocalDate.parse("2023-05-10");
  private static final LocalDate YEAR_AGO = NEWEST.minusDays(364);

  private static ApiUnderTest api;
  private static List<JsonNode> beforeTheFirstSale;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    beforeTheFirstSale = api.walk("/api/v1/filters/platforms?limit=1");
    api.write(api.names().days(), Map.of("2023-05-10", Documents.day(NEWEST, false)));
    Map<String, Object> dailies = new HashMap<>();
    for (int store = 100; store < 130; store++) {
      LocalDate last = NEWEST.minusDays(store - 100);
      for (LocalDate day : List.of(last, last.minusDays(20), YEAR_AGO)) {
        dailies.put(store + "|" + day, Documents.daily("" + store, day, 1_000, 1));
      }
    }
    LocalDate tooEarly = YEAR_AGO.minusDays(1);
    dailies.put("gone", Documents.daily("gone", tooEarly, 1_000, 1));
    api.write(api.names().daily(), dailies);
    api.writeSales(
        List.of(
            sale("1", "하나", "KCP", NEWEST.minusDays(1)),
            sale("2", "하나", null, NEWEST.minusMonths(3)),
            sale("3", "Visa, Master", "Toss", YEAR_AGO),
            sale("4", "Gone", "Gone", tooEarly)));
  }

  private static Map<String, Object> sale(
      String id, String company, String platform, LocalDate day) {
    Map<String, Object> sale = Documents.sale(id, "1", day);
    sale.put("card_company", company);
    sale.put("platform", platform);
    return sale;
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static List<String> seen(String list) {
    List<String> seen = new ArrayList<>();
    api.walk("/api/v1/filters/" + list)
        .forEach(it -> seen.add(it.path("value").asText() + " " + it.path("last_seen").asText()));
    return seen;
  }

  @Test
  void whatWasSeenWithinAYearComesInOrderWithItsLastDay() {
    assertThat(seen("card-companies?limit=1"))
        .containsExactly("Visa, Master 2022-05-11", "하나 2023-05-09");
    assertThat(seen("platforms?limit=1")).containsExactly("KCP 2023-05-09", "Toss 2022-05-11");
    List<String> stores = new ArrayList<>();
    for (int store = 100; store < 130; store++) {
      stores.add(store + " " + NEWEST.minusDays(store - 100));
    }
    assertThat(seen("stores?limit=7")).isEqualTo(stores);
    assertThat(seen("stores?limit=30")).isEqualTo(stores);
  }

  @Test
  void onlyWhatBeginsAsAskedForComesInOrder() {
    assertThat(seen("stores?prefix=11&limit=3"))
        .hasSize(10)
        .startsWith("110 2023-04-30")
        .endsWith("119 2023-04-21");
    assertThat(seen("stores?prefix=129")).containsExactly("129 2023-04-11");
    assertThat(seen("stores?prefix=29")).isEmpty();
    assertThat(seen("stores?prefix=gone")).isEmpty();
    assertThat(seen("stores?prefix=1*")).isEmpty();
    assertThat(seen("platforms?prefix=T")).containsExactly("Toss 2022-05-11");
    assertThat(seen("card-companies?prefix=" + ApiUnderTest.encoded("Visa, M")))
        .containsExactly("Visa, Master 2022-05-11");
    assertThat(seen("card-companies?prefix=" + ApiUnderTest.encoded("하")))
        .containsExactly("하나 2023-05-09");
    assertThat(api.problem("/api/v1/filters/stores?prefix=", 400).path("parameter").asText())
        .isEqualTo("prefix");
  }

  @Test
  void allOfThemComeAsAFileTooWithTheFieldsThatAreAskedFor() {
    assertThat(api.get("/api/v1/filters/platforms", "Accept", "text/csv").body().lines())
        .containsExactly("value,last_seen", "KCP,2023-05-09", "Toss,2022-05-11");
    String stores = "/api/v1/filters/stores?fields=value";
    assertThat(api.get(stores, "Accept", "application/x-ndjson").body().lines())
        .hasSize(30)
        .startsWith("{\"value\":\"100\"}");
    assertThat(api.problem(stores + ",name", 400).path("parameter").asText()).isEqualTo("fields");
  }

  @Test
  void nothingWasSeenBeforeTheFirstSale() {
    assertThat(beforeTheFirstSale).isEmpty();
  }

  @Test
  void aCursorIsOfOneListOnly() {
    JsonNode first = api.json("/api/v1/filters/stores?limit=1");
    assertThat(first.path("freshness").has("dirty")).isTrue();
    for (String list : List.of("platforms?", "stores?prefix=1&")) {
      String other =
          "/api/v1/filters/%slimit=1&after=%s".formatted(list, first.path("next").asText());
      assertThat(api.problem(other, 400).path("code").asText()).isEqualTo("invalid_cursor");
    }
  }
}
