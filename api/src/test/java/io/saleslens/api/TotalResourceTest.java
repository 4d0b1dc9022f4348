package io.saleslens.api;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals of random days over the turn of a year, added up here again. */
@ExtendWith(SandboxExtension.class)
class TotalResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2022-11-20");
  private static final LocalDate LAST = LocalDate.parse("2023-02-10");

  /** Above 2^53, where a double passes over every other number. */
  private static final long HUGE = (1L << 53) + 1;

  private static ApiUnderTest api;

  private static final List<Map<String, Object>> DAILIES = new ArrayList<>();

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Random dice = new Random(5);
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      for (String store : List.of("1", "2", "3")) {
        if (dice.nextInt(3) > 0) {
          DAILIES.add(
              Documents.daily(store, day, 1 + dice.nextInt(1_000_000), 1 + dice.nextInt(9)));
        }
      }
    }
    for (int day = 0; day < 3; day++) {
      DAILIES.add(Documents.daily("huge", LocalDate.parse("2022-12-30").plusDays(day), HUGE, 1));
    }
    Map<String, Object> documents = new HashMap<>();
    DAILIES.forEach(it -> documents.put(it.get("store_id") + "|" + it.get("date"), it));
    api.write(api.names().daily(), documents);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static String periodOf(LocalDate day, String period) {
    return switch (period) {
      case "day" -> day.toString();
      case "week" ->
          day.get(IsoFields.WEEK_BASED_YEAR)
              + " "
              + (100 + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case "all" -> "";
      default -> YearMonth.from(day).toString();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"day", "week", "month", "all"})
  void periodsAreExactSumsOfTheirDays(String period) {
    for (String filter : List.of("", "&store_id=1&store_id=3", "&store_id=huge")) {
      LocalDate from = FIRST.plusDays(3);
      LocalDate to = LAST.minusDays(3);
      Map<String, List<Map<String, Object>>> expected =
          DAILIES.stream()
              .filter(it -> isOf(it, filter))
              .filter(it -> !date(it).isBefore(from) && !date(it).isAfter(to))
              .collect(groupingBy(it -> periodOf(date(it), period), TreeMap::new, toList()));
      List<JsonNode> found =
          api.walk(
              "/api/v1/totals?limit=4&period=%s&from=%s&to=%s%s"
                  .formatted(period, from, to, filter));
      assertThat(found)
          .extracting(it -> periodOf(LocalDate.parse(it.path("from").asText()), period))
          .containsExactlyElementsOf(expected.keySet());
      for (JsonNode total : found) {
        LocalDate first = LocalDate.parse(total.path("from").asText());
        LocalDate last = LocalDate.parse(total.path("to").asText());
        assertThat(periodOf(last, period)).isEqualTo(periodOf(first, period));
        assertThat(first.equals(from) || !sameAsDayBefore(first, period)).isTrue();
        assertThat(last.equals(to) || !sameAsDayBefore(last.plusDays(1), period)).isTrue();
        assertSums(total, expected.get(periodOf(first, period)));
      }
    }
  }

  private static boolean sameAsDayBefore(LocalDate day, String period) {
    return periodOf(day, period).equals(periodOf(day.minusDays(1), period));
  }

  private static boolean isOf(Map<String, Object> daily, String filter) {
    return filter.isEmpty() || filter.matches(".*=" + daily.get("store_id") + "(&.*|)");
  }

  private static LocalDate date(Map<String, Object> daily) {
    return LocalDate.parse((String) daily.get("date"));
  }

  private static void assertSums(JsonNode total, List<Map<String, Object>> dailies) {
    Function<String, Long> sum =
        field -> dailies.stream().mapToLong(it -> ((Number) it.get(field)).longValue()).sum();
    for (String field :
        List.of("total_sale", "num_sale", "num_customer", "num_canceled", "canceled_sale")) {
      assertThat(total.path(field).longValue()).as(field).isEqualTo(sum.apply(field));
    }
    assertThat(total.path("unit_price").longValue())
        .isEqualTo(sum.apply("total_sale") / sum.apply("num_customer"));
  }

  @Test
  void daysAreThePeriodAndTheOldestComesFirstUnlessAskedOtherwise() {
    List<JsonNode> days = api.walk("/api/v1/totals?limit=50");
    assertThat(days.get(0).path("from")).isEqualTo(days.get(0).path("to"));
    assertThat(days).extracting(it -> it.path("from").asText()).isSorted();
    List<JsonNode> weeks = new ArrayList<>(api.walk("/api/v1/totals?period=week&limit=3"));
    Collections.reverse(weeks);
    assertThat(api.walk("/api/v1/totals?period=week&limit=3&order=desc")).isEqualTo(weeks);
  }

  @Test
  void allIsOfTheDaysThereAreUnlessOthersAreAskedFor() {
    JsonNode total = api.json("/api/v1/totals?period=all&store_id=huge").path("items");
    assertThat(total).hasSize(1);
    assertThat(total.at("/0/from").asText()).isEqualTo("2022-12-30");
    assertThat(total.at("/0/to").asText()).isEqualTo("2023-01-01");
    assertThat(api.json("/api/v1/totals?period=all&to=2022-01-01").path("items")).isEmpty();
  }

  @Test
  void fieldsThatAreNamedComeAlone() {
    JsonNode total = api.json("/api/v1/totals?limit=1&fields=to,num_sale").at("/items/0");
    assertThat(total.fieldNames()).toIterable().containsExactlyInAnyOrder("to", "num_sale");
  }

  @Test
  void anotherPeriodIsRefused() {
    JsonNode problem = api.problem("/api/v1/totals?period=year", 400);
    assertThat(problem.path("detail").asText())
        .isEqualTo("Parameter 'period' is 'year'; it must be day or week or month or all.");
  }
}
