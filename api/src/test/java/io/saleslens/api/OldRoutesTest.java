package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class OldRoutesTest {
  private static final LocalDate BIG_DAY = LocalDate.parse("2023-05-01");
  private static final LocalDate SMALL_DAY = LocalDate.parse("2023-05-02");
  private static final int STORES = 12_345;

  private static ApiUnderTest api;

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Map<String, Object> daily = new HashMap<>();
    for (int store = 1; store <= STORES; store++) {
      daily.put(store + "|" + BIG_DAY, Documents.daily("" + store, BIG_DAY, 3_001, 3));
    }
    for (String store : List.of("50", "0", "007", "-5", "가게", "123456789012345678")) {
      daily.put(store + "|" + SMALL_DAY, Documents.daily(store, SMALL_DAY, 3_001, 3));
    }
    api.write(api.names().daily(), daily);
    Map<String, Object> weekly = new HashMap<>();
    for (String store : List.of("50", "51", "가게")) {
      for (LocalDate asOf : List.of(BIG_DAY, SMALL_DAY)) {
        weekly.put(store + "|" + asOf, Documents.weekly(store, asOf, 70_001, 7));
      }
    }
    api.write(api.names().weekly(), weekly);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void unitPricesHaveTheFieldsOfTheEarlierSystem() {
    assertThat(api.get("/search-unitprice?date=20230502").body())
        .startsWith("[{\"store_id\":\"-5\",")
        .contains(
            "{\"store_id\":50,\"date\":\"2023-05-02\",\"num_customer\":3,\"total_sale\":3001,\"unit_price\":1000}");
  }

  @Test
  void aStoreIsANumberOnlyWhereThatLosesNothing() {
    List<String> stores = new ArrayList<>();
    api.json("/search-unitprice?date=20230502")
        .forEach(it -> stores.add(it.path("store_id").toString()));
    assertThat(stores)
        .containsExactlyInAnyOrder(
            "50", "0", "\"007\"", "\"-5\"", "\"가게\"", "\"123456789012345678\"");
  }

  @Test
  void moreThanTenThousandStoresComeInOneList() {
    JsonNode list = api.json("/search-unitprice?date=20230501");
    Set<Long> stores = new HashSet<>();
    list.forEach(it -> stores.add(it.path("store_id").longValue()));
    assertThat(list).hasSize(STORES);
    assertThat(stores).hasSize(STORES).contains(1L, (long) STORES);
  }

  @Test
  void aLongListCanBeCompressed() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri("/search-unitprice?date=20230501"))
            .header("Accept-Encoding", "gzip")
            .build();
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (InputStream plain = new GZIPInputStream(answer.body())) {
      assertThat(new String(plain.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .startsWith("[{")
          .endsWith("}]");
    }
  }

  @Test
  void theDateMayBeWrittenEitherWay() {
    assertThat(api.json("/search-unitprice?date=2023-05-02"))
        .isEqualTo(api.json("/search-unitprice?date=20230502"))
        .hasSize(6);
  }

  @Test
  void aDayWithoutSalesIsAnEmptyList() {
    assertThat(api.get("/search-unitprice?date=20200101").body()).isEqualTo("[]");
    assertThat(api.get("/search-weekaov?store_id=nowhere").body()).isEqualTo("[]");
  }

  @Test
  void theWeeksOfAStoreHaveTheFieldsOfTheEarlierSystem() {
    assertThat(api.get("/search-weekaov?store_id=50").body())
        .isEqualTo(
            "[{\"store_id\":50,\"start_date\":\"2023-04-24\",\"end_date\":\"2023-04-30\",\"week_unit_price\":10000},"
                + "{\"store_id\":50,\"start_date\":\"2023-04-25\",\"end_date\":\"2023-05-01\",\"week_unit_price\":10000}]");
    assertThat(api.json("/search-weekaov?store_id=" + ApiUnderTest.encoded("가게"))).hasSize(2);
  }

  @Test
  void whatTheyAskAboutMustBeNamedAndSound() {
    for (String path : List.of("/search-unitprice", "/search-weekaov")) {
      JsonNode problem = api.problem(path, 400);
      assertThat(problem.path("code").asText()).isEqualTo("missing_parameter");
    }
    for (String date : List.of("20230532", "2023-5-1", "230501", "-20230501", "today")) {
      JsonNode problem = api.problem("/search-unitprice?date=" + date, 400);
      assertThat(problem.path("code").asText()).isEqualTo("invalid_parameter");
    }
  }
}
