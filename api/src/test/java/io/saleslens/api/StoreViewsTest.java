package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store at a glance, and beside all others, of random days whose numbers are added up here. */
@ExtendWith(SandboxExtension.class)
class StoreViewsTest {
  private static final LocalDate FIRST = LocalDate.parse("2023-01-01");
  private static final LocalDate LAST = FIRST.plusDays(119);
  private static final int STORES = 31;

  /** Has nothing but canceled sales on some days. */
  private static final String CANCELING = "7";

  private static final TestToken READER = TestToken.of("reader", Role.READER);
  private static final TestToken ANALYST = TestToken.of("analyst", Role.ANALYST);

  private static ApiUnderTest api;

  /** What was written, by id. */
  private static final Map<String, Map<String, Object>> DAILIES = new HashMap<>();

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api =
        ApiUnderTest.initialised(
            elasticsearch, ApiUnderTest.settings(READER.token(), ANALYST.token()));
    Random dice = new Random(7);
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      for (int store = 1; store <= STORES; store++) {
        if (dice.nextInt(4) > 0) {
          // few prices, so that some are the same
          long customers = 1 + dice.nextInt(5);
          long total = customers * 1_000L * (1 + dice.nextInt(15)) + dice.nextInt(2);
          DAILIES.put(store + "|" + day, Documents.daily("" + store, day, total, customers));
        }
      }
    }
    for (int day : new int[] {3, 10}) {
      DAILIES.remove(CANCELING + "|" + LAST.minusDays(day));
    }
    api.write(api.names().daily(), DAILIES);
    api.write(
        api.names().weekly(),
        Map.of("7|2023-05-01", Documents.weekly("7", LAST.plusDays(1), 70_001, 7)));
    api.write(api.names().frauds(), suspects());
    api.writeSales(
        List.of(
            canceled("c1", LAST.minusDays(3), 700),
            canceled("c2", LAST.minusDays(3), -300),
            canceled("c3", LAST.minusDays(10), 11),
            // its day has daily AOV, which has it already
            canceled("c4", LAST, 1_000_000),
            Documents.sale("o1", CANCELING, LAST.minusDays(3))));
    Map<String, Object> fresh = Documents.day(LAST.plusDays(1), true);
    fresh.remove("computed_at");
    api.write(
        api.names().days(),
        Map.of(
            "last", Documents.day(LAST, false),
            "not computed yet", fresh,
            "before", Documents.day(FIRST.minusDays(7), true),
            "ahead", Documents.day(LocalDate.parse("2199-12-31"), false)));
  }

  private static Map<String, Object> canceled(String id, LocalDate day, long amount) {
    Map<String, Object> sale = Documents.sale(id, CANCELING, day);
    sale.put("is_canceled", true);
    sale.put("amount_sale", amount);
    return sale;
  }

  /** Three groups of store 7 in the last 28 days, one before, one of another store. */
  private static Map<String, Object> suspects() {
    Map<String, Object> documents = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      LocalDate day = LAST.minusDays(i < 7 ? i / 3 : 27);
      documents.put("s" + i, Documents.suspect("s" + i, "7", day));
    }
    documents.put("early", Documents.suspect("early", "7", LAST.minusDays(28)));
    documents.put("other", Documents.suspect("other", "8", LAST));
    return documents;
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static JsonNode get(String path, TestToken token) {
    HttpResponse<String> answer = api.get(path, "Authorization", "Bearer " + token.secret());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ApiUnderTest.tree(answer);
  }

  private static JsonNode summary(String parameters) {
    return get("/api/v1/stores/7/summary" + parameters, ANALYST);
  }

  private static long number(String id, String field) {
    Map<String, Object> daily = DAILIES.get(id);
    return daily == null ? 0 : ((Number) daily.get(field)).longValue();
  }

  private static long sum(String store, LocalDate from, LocalDate to, String field) {
    return from.datesUntil(to.plusDays(1)).mapToLong(it -> number(store + "|" + it, field)).sum();
  }

  private static JsonNode json(String text) {
    return Json.tree(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSummaryIsOfTheFourWeeksUpToTheLastDayThatWasComputed() {
    JsonNode summary = summary("");
    assertThat(summary.path("as_of").asText()).isEqualTo("2023-05-01");
    assertThat(summary.path("days")).hasSize(28);
    assertThat(summary.at("/days/0/date").asText()).isEqualTo("2023-04-03");
    assertThat(summary.at("/days/27/date").asText()).isEqualTo("2023-04-30");
  }

  @Test
  void daysAreAsInTheDailyAovOrWithoutSales() {
    for (JsonNode day : summary("?days=60").path("days")) {
      String id = "7|" + day.path("date").asText();
      boolean hasSales = DAILIES.containsKey(id);
      assertThat(day.path("unit_price").isNull()).isEqualTo(!hasSales);
      assertThat(day.path("avg_ticket").isNull()).isEqualTo(!hasSales);
      assertThat(day.path("unit_price").asLong()).isEqualTo(number(id, "unit_price"));
      assertThat(day.path("total_sale").asLong()).isEqualTo(number(id, "total_sale"));
      assertThat(day.path("num_customer").asLong()).isEqualTo(number(id, "num_customer"));
    }
    JsonNode days = summary("").path("days");
    assertThat(days.get(24))
        .isEqualTo(
            json(
                """
                {"date": "2023-04-27", "total_sale": 0, "num_sale": 0, "num_customer": 0,
                 "unit_price": null, "avg_ticket": null, "num_canceled": 2, "canceled_sale": 1000}
                """));
  }

  @Test
  void canceledSalesAreCountedOnDaysWithNothingElseToo() {
    long daily = sum("7", LAST.minusDays(27), LAST, "num_canceled");
    long sales = sum("7", LAST.minusDays(27), LAST, "num_sale");
    JsonNode canceled = summary("").path("canceled");
    assertThat(canceled.path("num_canceled").asLong()).isEqualTo(daily + 3);
    assertThat(canceled.path("num_all").asLong()).isEqualTo(daily + 3 + sales);
    double share = (daily + 3.0) / (daily + 3 + sales);
    assertThat(canceled.path("share").asDouble())
        .isEqualTo(Math.floor(share * 10_000) / 10_000, within(1e-9));
    assertThat(summary("").at("/total/canceled_sale").asLong())
        .isEqualTo(sum("7", LAST.minusDays(27), LAST, "canceled_sale") + 1_011);
  }

  @Test
  void theTrendIsOfTwoWeeksHoweverFewDaysAreAskedFor() {
    LocalDate asOf = LocalDate.parse("2023-03-15");
    JsonNode trend = summary("?as_of=2023-03-15&days=5").path("trend");
    long recent = sum("7", asOf.minusDays(7), asOf.minusDays(1), "total_sale");
    long before = sum("7", asOf.minusDays(14), asOf.minusDays(8), "total_sale");
    long recentCustomers = sum("7", asOf.minusDays(7), asOf.minusDays(1), "num_customer");
    long beforeCustomers = sum("7", asOf.minusDays(14), asOf.minusDays(8), "num_customer");
    assertThat(trend.at("/recent/from").asText()).isEqualTo("2023-03-08");
    assertThat(trend.at("/recent/to").asText()).isEqualTo("2023-03-14");
    assertThat(trend.at("/before/from").asText()).isEqualTo("2023-03-01");
    assertThat(trend.at("/recent/total_sale").asLong()).isEqualTo(recent);
    assertThat(trend.at("/before/total_sale").asLong()).isEqualTo(before);
    assertThat(trend.at("/recent/unit_price").asLong()).isEqualTo(recent / recentCustomers);
    assertThat(trend.path("total_sale_ratio").asDouble())
        .isEqualTo((double) recent / before, within(1e-4));
    assertThat(trend.path("unit_price_ratio").asDouble())
        .isEqualTo(
            ((double) recent / recentCustomers) / ((double) before / beforeCustomers),
            within(1e-4));
  }

  @Test
  void theSlopeIsTheLeastSquaresOfTheDaysWithSales() {
    List<double[]> points = new ArrayList<>();
    for (int day = 0; day < 90; day++) {
      String id = "7|" + LAST.minusDays(89 - day);
      if (DAILIES.containsKey(id)) {
        points.add(new double[] {day, number(id, "unit_price")});
      }
    }
    double x = points.stream().mapToDouble(it -> it[0]).average().orElseThrow();
    double y = points.stream().mapToDouble(it -> it[1]).average().orElseThrow();
    double slope =
        points.stream().mapToDouble(it -> (it[0] - x) * (it[1] - y)).sum()
            / points.stream().mapToDouble(it -> (it[0] - x) * (it[0] - x)).sum();
    assertThat(summary("?days=90").at("/trend/unit_price_slope").asDouble())
        .isEqualTo(slope, within(1e-4));
  }

  @Test
  void theBaselineIsTheWeeklyAovAsOfTheDay() {
    assertThat(summary("").path("baseline"))
        .isEqualTo(
            json(
                """
                {"start_date": "2023-04-24", "end_date": "2023-04-30", "total_sale": 70001,
                 "num_sale": 8, "num_customer": 7, "week_unit_price": 10000}
                """));
    assertThat(summary("?as_of=2023-04-30").path("baseline").isNull()).isTrue();
  }

  @Test
  void suspectsAreToldToAnalystsOnly() {
    assertThat(summary("").path("suspects"))
        .isEqualTo(json("{\"num_sale\": 10, \"num_group\": 4, \"amount_sale\": 950000}"));
    JsonNode forReader = get("/api/v1/stores/7/summary", READER);
    assertThat(forReader.has("suspects")).isFalse();
    assertThat(forReader.path("days")).isEqualTo(summary("").path("days"));
  }

  @Test
  void whereThereIsTooLittleItIsNull() {
    JsonNode summary = summary("?as_of=1995-01-01&days=1");
    assertThat(summary.path("days")).hasSize(1);
    for (String field :
        List.of(
            "/baseline",
            "/canceled/share",
            "/total/unit_price",
            "/trend/total_sale_ratio",
            "/trend/unit_price_ratio",
            "/trend/unit_price_slope")) {
      assertThat(summary.at(field).isNull()).as(field).isTrue();
    }
  }

  @Test
  void aStoreThatNeverWasIsNotFound() {
    for (String view : List.of("summary", "comparison")) {
      HttpResponse<String> answer =
          api.get("/api/v1/stores/nobody/" + view, "Authorization", "Bearer " + READER.secret());
      assertThat(ApiUnderTest.problem(answer, 404).path("detail").asText())
          .isEqualTo("There is no store nobody.");
    }
  }

  @Test
  void whatIsAskedWronglyIsNamed() {
    assertRefused("summary?days=0", "days");
    assertRefused("summary?days=367", "days");
    assertRefused("summary?as_of=yesterday", "as_of");
    assertRefused("comparison?from=2023-01-01&to=2023-04-03", "from");
    assertRefused("comparison?from=2023-05-01", "from");
    assertRefused("comparison?days=3", "days");
  }

  private static void assertRefused(String view, String parameter) {
    HttpResponse<String> answer =
        api.get("/api/v1/stores/7/" + view, "Authorization", "Bearer " + READER.secret());
    assertThat(ApiUnderTest.problem(answer, 400).path("parameter").asText()).isEqualTo(parameter);
  }

  @Test
  void itIsDirtyWithADayThatItStandsOn() {
    assertThat(isDirty("summary", READER)).isFalse();
    assertThat(isDirty("comparison", READER)).isFalse();
    assertThat(isDirty("summary?as_of=" + LAST.plusDays(2), READER)).isTrue();
    assertThat(isDirty("comparison?to=" + LAST.plusDays(1), READER)).isTrue();
    // only suspects stand on the seven days before theirs
    String summary = "summary?days=28&as_of=" + FIRST.plusDays(28);
    assertThat(isDirty(summary, ANALYST)).isTrue();
    assertThat(isDirty(summary, READER)).isFalse();
  }

  private static boolean isDirty(String view, TestToken token) {
    return get("/api/v1/stores/7/" + view, token).at("/freshness/dirty").asBoolean();
  }

  @Test
  void aStoreIsComparedWithTheMedianOfAll() {
    LocalDate from = LAST.minusDays(91);
    JsonNode comparison =
        get("/api/v1/stores/7/comparison?from=%s&to=%s".formatted(from, LAST), READER);
    assertThat(comparison.path("items")).hasSize(92);
    int ties = 0;
    for (JsonNode item : comparison.path("items")) {
      String day = item.path("date").asText();
      List<Long> prices = new ArrayList<>(prices(day));
      long own = number("7|" + day, "unit_price");
      long above = prices.stream().filter(it -> it > own).count();
      ties += own > 0 && prices.stream().filter(it -> it == own).count() > 1 ? 1 : 0;
      int half = prices.size() / 2;
      long median =
          prices.size() % 2 == 1
              ? prices.get(half)
              : Math.floorDiv(prices.get(half - 1) + prices.get(half), 2);
      assertThat(item.path("num_store").asInt()).isEqualTo(prices.size());
      assertThat(item.path("median_unit_price").asLong()).as(day).isEqualTo(median);
      assertThat(item.path("unit_price").asLong()).isEqualTo(own);
      assertThat(item.path("rank").asLong()).isEqualTo(own == 0 ? 0 : above + 1);
      assertThat(item.path("rank").isNull()).isEqualTo(own == 0);
    }
    assertThat(ties).isPositive();
  }

  private static List<Long> prices(String day) {
    return Stream.iterate(1, it -> it <= STORES, it -> it + 1)
        .map(store -> store + "|" + day)
        .filter(DAILIES::containsKey)
        .map(id -> number(id, "unit_price"))
        .sorted()
        .toList();
  }

  @Test
  void aComparisonIsOfFourWeeksUnlessAskedOtherwiseAndOfDaysWithoutAnyStoreToo() {
    JsonNode usual = get("/api/v1/stores/7/comparison", READER);
    assertThat(usual.path("from").asText()).isEqualTo("2023-04-03");
    assertThat(usual.path("to").asText()).isEqualTo("2023-04-30");
    assertThat(usual.path("items")).hasSize(28);
    JsonNode empty = get("/api/v1/stores/7/comparison?to=1990-01-28", READER);
    assertThat(empty.at("/items/0"))
        .isEqualTo(
            json(
                """
                {"date": "1990-01-01", "unit_price": null, "median_unit_price": null,
                 "num_store": 0, "rank": null}
                """));
  }
}
