package io.saleslens.api;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random groups of suspects over the turn of a year, counted here again. */
@ExtendWith(SandboxExtension.class)
class FraudTotalResourceTest {
  private static final LocalDate FIRST = LocalDate.parse("2022-12-20");
  private static final LocalDate LAST = LocalDate.parse("2023-01-20");
  private static final LocalDate DIRTY = LocalDate.parse("2022-12-01");

  /** Above 2^53, where a double passes over every other number. */
  private static final long HUGE = (1L << 53) + 1;

  private static ApiUnderTest api;

  private static final List<Map<String, Object>> SUSPECTS = new ArrayList<>();

  @BeforeAll
  static void write(TestElasticsearch elasticsearch) {
    api = ApiUnderTest.initialised(elasticsearch);
    Random dice = new Random(7);
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      for (int group = dice.nextInt(5); group > 0; group--) {
        String store = "" + (1 + dice.nextInt(3));
        String rule = dice.nextBoolean() ? "repeat-amount" : "other";
        int size = 3 + dice.nextInt(4);
        add(size, size, store, day, rule, 1_000 + dice.nextInt(100_000));
      }
    }
    // as when their day is being computed: of a group of five not all are there
    add(4, 5, "1", FIRST.plusDays(9), "repeat-amount", 50_000);
    add(3, 3, "huge", FIRST.plusDays(9), "repeat-amount", HUGE);
    Map<String, Object> documents = new HashMap<>();
    SUSPECTS.forEach(it -> documents.put((String) it.get("id"), it));
    api.write(api.names().frauds(), documents);
    api.write(api.names().days(), Map.of(DIRTY.toString(), Documents.day(DIRTY, true)));
  }

  private static void add(
      int written, int size, String store, LocalDate day, String rule, long amount) {
    String group = "%s|%s|%s|%s|%s".formatted(rule, store, day, SUSPECTS.size(), amount);
    for (int i = 0; i < written; i++) {
      Map<String, Object> sale = Documents.suspect("" + SUSPECTS.size(), store, day);
      sale.put("rule", rule);
      sale.put("group_id", group);
      sale.put("repeat_count", size);
      sale.put("amount_sale", amount);
      SUSPECTS.add(sale);
    }
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static LocalDate date(Map<String, Object> suspect) {
    return LocalDate.parse((String) suspect.get("business_date"));
  }

  private static LocalDate firstDay(LocalDate day, String period) {
    return switch (period) {
      case "day" -> day;
      case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case "all" -> FIRST;
      default -> day.withDayOfMonth(1);
    };
  }

  private static List<String> counted(
      Predicate<Map<String, Object>> filter, String period, LocalDate from) {
    List<String> totals = new ArrayList<>();
    SUSPECTS.stream()
        .filter(filter.and(it -> !date(it).isBefore(from)))
        .collect(groupingBy(it -> firstDay(date(it), period), TreeMap::new, toList()))
        .forEach(
            (first, sales) ->
                totals.add(
                    "%s: %s sales, %s groups, %s"
                        .formatted(
                            first.isBefore(from) ? from : first,
                            sales.size(),
                            sales.stream().map(it -> it.get("group_id")).distinct().count(),
                            sales.stream()
                                .map(
                                    it ->
                                        BigInteger.valueOf(
                                            ((Number) it.get("amount_sale")).longValue()))
                                .reduce(BigInteger.ZERO, BigInteger::add))));
    return totals;
  }

  private static List<String> found(String query) {
    return api.walk("/api/v1/frauds/totals?" + query).stream()
        .map(
            it ->
                "%s: %s sales, %s groups, %s"
                    .formatted(
                        it.path("from").asText(),
                        it.path("num_sale"),
                        it.path("num_group"),
                        it.path("amount_sale")))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"day", "week", "month", "all"})
  void periodsAreExactCountsOfTheirSuspects(String period) {
    LocalDate from = FIRST.plusDays(3);
    String query = "limit=4&period=%s&from=%s".formatted(period, from);
    assertThat(found(query)).isEqualTo(counted(it -> true, period, from)).isNotEmpty();
    assertThat(found(query + "&store_id=1,2"))
        .isEqualTo(counted(it -> "12".contains((String) it.get("store_id")), period, from));
    assertThat(found(query + "&rule=other"))
        .isEqualTo(counted(it -> it.get("rule").equals("other"), period, from));
  }

  @Test
  void allOfThemComeAsAFileTooWithTheFieldsThatAreAskedFor() {
    String path = "/api/v1/frauds/totals?period=month&fields=from,to,num_sale";
    long december = SUSPECTS.stream().filter(it -> date(it).getYear() == 2022).count();
    assertThat(api.get(path, "Accept", "text/csv").body().lines())
        .containsExactly(
            "from,to,num_sale",
            "2022-12-01,2022-12-31," + december,
            "2023-01-01,2023-01-31," + (SUSPECTS.size() - december));
  }

  @Test
  void theyAreStaleWhereTheDaysOrTheWeekBeforeThemAre() {
    String path = "/api/v1/frauds/totals?from=";
    assertThat(dirty(path + DIRTY.plusDays(7))).isTrue();
    assertThat(dirty(path + DIRTY.plusDays(8))).isFalse();
  }

  private static boolean dirty(String path) {
    JsonNode freshness = api.json(path).path("freshness");
    return freshness.path("dirty").asBoolean();
  }
}
