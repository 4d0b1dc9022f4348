package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.net.http.HttpHeaders;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class FreshnessTest {
  private static final String READ_THROUGH = "2023-06-30T15:00:00.123456Z";

  private static final String VERIFIED_AT = "2023-06-25T18:00:00Z";

  private static ApiUnderTest api;

  @BeforeAll
  static void markTheTenthOfMay(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    api.write(
        api.names().days(),
        Map.of(
            "2023-05-09", Documents.day(LocalDate.parse("2023-05-09"), false),
            "2023-05-10", Documents.day(LocalDate.parse("2023-05-10"), true)));
    api.write(
        api.names().state(),
        Map.of(
            "watermark", Documents.watermark(READ_THROUGH),
            "proof", Documents.proof(VERIFIED_AT, true)));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void everyListTellsHowFarMysqlWasRead() {
    for (String list : new String[] {"aov/daily", "aov/weekly", "frauds", "days"}) {
      JsonNode freshness = api.json("/api/v1/" + list).path("freshness");
      assertThat(freshness.path("read_through").asText()).isEqualTo(READ_THROUGH);
      assertThat(freshness.path("dirty").asBoolean()).isTrue();
      assertThat(freshness.path("verified_at").asText()).isEqualTo(VERIFIED_AT);
    }
  }

  @Test
  void answersWithoutAPlaceForItTellInTheirHead() {
    for (String route :
        new String[] {"/search-unitprice?date=20230510", "/search-weekaov?store_id=5"}) {
      HttpHeaders head = api.get(route).headers();
      assertThat(head.firstValue("Saleslens-Read-Through")).contains(READ_THROUGH);
      assertThat(head.firstValue("Saleslens-Dirty")).contains("true");
      assertThat(head.firstValue("Saleslens-Verified-At")).contains(VERIFIED_AT);
    }
    HttpHeaders clean = api.get("/search-unitprice?date=20230509").headers();
    assertThat(clean.firstValue("Saleslens-Dirty")).contains("false");
  }

  @Test
  void aDailyListIsDirtyWhenOneOfItsDaysIs() {
    assertThat(dirty("aov/daily", "2023-05-10", "2023-05-10")).isTrue();
    assertThat(dirty("aov/daily", "2023-05-01", "2023-05-09")).isFalse();
    assertThat(dirty("aov/daily", "2023-05-11", "2023-05-31")).isFalse();
    assertThat(dirty("days", "2023-05-01", "2023-05-09")).isFalse();
    assertThat(dirty("days", "2023-05-01", "2023-05-10")).isTrue();
  }

  @Test
  void aWeeklyListIsDirtyWhenADayOfAWindowIs() {
    assertThat(dirty("aov/weekly", "2023-05-01", "2023-05-10")).isFalse();
    assertThat(dirty("aov/weekly", "2023-05-11", "2023-05-11")).isTrue();
    assertThat(dirty("aov/weekly", "2023-05-17", "2023-05-17")).isTrue();
    assertThat(dirty("aov/weekly", "2023-05-18", "2023-05-31")).isFalse();
  }

  @Test
  void suspectsAreDirtyWithTheirDayAndWithTheWeekBefore() {
    assertThat(dirty("frauds", "2023-05-01", "2023-05-09")).isFalse();
    assertThat(dirty("frauds", "2023-05-10", "2023-05-10")).isTrue();
    assertThat(dirty("frauds", "2023-05-17", "2023-05-17")).isTrue();
    assertThat(dirty("frauds", "2023-05-18", "2023-05-31")).isFalse();
  }

  private static boolean dirty(String list, String from, String to) {
    return api.json("/api/v1/%s?from=%s&to=%s".formatted(list, from, to))
        .path("freshness")
        .path("dirty")
        .asBoolean();
  }
}
