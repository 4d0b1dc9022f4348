package io.saleslens.app.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.app.kibana.LensQuery.Dashboard;
import io.saleslens.app.kibana.RawSales.Sale;
import io.saleslens.app.kibana.SavedObject.Control;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the panels ask of a real Elasticsearch, and whether the answers are right. */
@ExtendWith(SandboxExtension.class)
class PanelsTest {
  private static final ZoneId ZONE = SeededShop.ZONE;
  private static final Map<String, String> NOTHING = Map.of();
  private static final MathContext TWELVE_DIGITS = new MathContext(12);

  /** Of the daily panels, which show days of the business zone in any other. */
  private static final Set<String> DAILY =
      Set.of(
          "Daily AOV of the 5 stores with the most revenue",
          "Weekly AOV of all stores, over the 7 days before each day",
          "Revenue by day, and the 9 stores with the most of it",
          "Suspect sales by day and rule");

  private static String prefix;
  private static SeededShop shop;
  private static SavedObjects objects;

  @BeforeAll
  static void fill(TestServers servers) throws InterruptedException {
    prefix = servers.indexPrefix();
    shop = SeededShop.fill(servers);
    objects = new BuiltFor(prefix, ZONE.getId(), "KRW").objects();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  static List<String> lensPanels() {
    // the same whatever the prefix is
    return lensPanels(new BuiltFor("platform_", "UTC", "KRW").objects()).stream()
        .map(PanelsTest::name)
        .toList();
  }

  private static List<Panel> lensPanels(SavedObjects objects) {
    return objects.panels().stream().filter(Panel::isLens).toList();
  }

  private static String name(Panel panel) {
    String dashboard = panel.dashboard().title().replaceFirst(" \\(.*", "");
    return "%s: %s".formatted(dashboard, panel.title());
  }

  private static Panel panel(String name) {
    return lensPanels(objects).stream().filter(it -> name(it).equals(name)).findFirst().get();
  }

  private static TimeRange range(Panel panel, ZoneId browser) {
    return TimeRange.of(panel.dashboard(), SeededShop.NOW, browser);
  }

  private static Set<LocalDate> days(TimeRange range) {
    return range
        .from()
        .toLocalDate()
        .datesUntil(range.to().toLocalDate().plusDays(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("lensPanels")
  void aPanelShowsWhatFollowsFromTheRawSales(String name) {
    Panel panel = panel(name);
    TimeRange range = range(panel, ZONE);

    List<Map<String, Object>> rows = rows(objects, panel, range, NOTHING);

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.values()).as("%s", row).doesNotContainNull());
    assertEqual(rows, shop.expected(ZONE, 1).rows(panel, days(range)));
  }

  @ParameterizedTest
  @CsvSource({"America/New_York, USD", "Europe/Berlin, EUR", "Asia/Tokyo, JPY"})
  void moneyIsShownInTheMajorUnitOfItsCurrency(String zone, String currency) {
    BuiltFor builtFor = new BuiltFor(prefix, zone, currency);
    SavedObjects others = builtFor.objects();
    assertThat(lensPanels(others))
        .allSatisfy(
            panel -> {
              TimeRange range = range(panel, ZONE);
              assertEqual(
                  rows(others, panel, range, NOTHING),
                  shop.expected(ZONE, builtFor.minorUnits()).rows(panel, days(range)));
            });
  }

  /** And those to the east of it, up to the zone where a day begins first. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland"})
  void aDayIsTheBusinessDayInEveryBrowserFromUtcEastward(String browser) {
    for (Panel panel : dailyPanels()) {
      TimeRange range = range(panel, ZoneId.of(browser));
      assertEqual(
          rows(objects, panel, range, NOTHING), shop.expected(ZONE, 1).rows(panel, days(range)));
    }
  }

  /** Kibana has no zone for one chart: there, its setting dateFormat:tz has to be UTC. */
  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "America/Sao_Paulo"})
  void toTheWestOfUtcTheSameNumbersStandOneDayEarlier(String browser) {
    for (Panel panel : dailyPanels()) {
      TimeRange range = range(panel, ZoneId.of(browser));
      Set<LocalDate> seen =
          days(range).stream().map(it -> it.plusDays(1)).collect(Collectors.toSet());
      assertEqual(
          rows(objects, panel, range, NOTHING),
          shop.expected(ZONE, 1).rows(panel, seen).stream().map(PanelsTest::aDayEarlier).toList());
    }
  }

  private static List<Panel> dailyPanels() {
    List<Panel> daily =
        lensPanels(objects).stream().filter(it -> DAILY.contains(it.title())).toList();
    assertThat(daily).hasSize(DAILY.size());
    return daily;
  }

  private static Map<String, Object> aDayEarlier(Map<String, Object> row) {
    Map<String, Object> earlier = new TreeMap<>(row);
    earlier.replaceAll((label, it) -> it instanceof LocalDate day ? day.minusDays(1) : it);
    return earlier;
  }

  @ParameterizedTest
  @MethodSource("lensPanels")
  void anEmptyTimeIsNoError(String name) {
    Panel panel = panel(name);
    TimeRange range = range(panel, ZONE).shifted("5000d");

    List<Map<String, Object>> rows = rows(objects, panel, range, NOTHING);

    if (panel.visualizationType().equals("lnsMetric")) {
      assertThat(rows).hasSize(1);
    } else {
      assertThat(rows).isEmpty();
    }
  }

  @Test
  void whereNothingIsSuspectThatIsSaid() {
    List<Panel> panels =
        lensPanels(objects).stream()
            .filter(it -> it.dashboard().title().startsWith("Suspect sales"))
            .toList();
    assertThat(panels)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            panel -> {
              TimeRange range = range(panel, ZONE).shifted("35d");
              assertThat(shop.sales().all(days(range))).isNotEmpty();
              assertThat(shop.sales().suspects(days(range))).isEmpty();
              assertEqual(
                  rows(objects, panel, range, NOTHING),
                  shop.expected(ZONE, 1).rows(panel, days(range)));
            });
  }

  @Test
  void whereNothingWaitsOrFailedThatIsSaid() {
    for (String name :
        List.of(
            "Operations: Days that wait for a refresh",
            "Operations: Runs that failed, were killed or refused")) {
      TimeRange range = range(panel(name), ZONE).shifted("20d");
      assertThat(rows(objects, panel(name), range, NOTHING))
          .singleElement()
          .satisfies(row -> assertThat(row.values()).containsExactly(0.0));
    }
  }

  @ParameterizedTest
  @MethodSource("lensPanels")
  void aStoreThatIsChosenIsTheOnlyOneShown(String name) {
    Panel panel = panel(name);
    boolean hasControl =
        panel.dashboard().controls().stream().anyMatch(it -> it.field().equals("store_id"));
    if (!hasControl) {
      assertThat(panel.dashboard().title()).startsWith("Operations");
      return;
    }
    TimeRange range = range(panel, ZONE);

    assertEqual(
        rows(objects, panel, range, Map.of("store_id", "9")),
        shop.expected("9").rows(panel, days(range)));
  }

  @Test
  void whatAControlLeavesEmptyIsSaidInTheDashboardsDescription() {
    Map<String, Set<String>> empty = new TreeMap<>();
    for (SavedObject dashboard : objects.of(SavedObject.DASHBOARD)) {
      for (Control control : dashboard.controls()) {
        Map<String, String> chosen = Map.of(control.field(), chosen(control));
        dashboard.panels().stream()
            .filter(Panel::isLens)
            .filter(it -> isEmpty(rows(objects, it, range(it, ZONE), chosen)))
            .peek(it -> assertThat(description(it)).contains(" empty while one is chosen"))
            .forEach(
                it ->
                    empty.computeIfAbsent(control.field(), key -> new TreeSet<>()).add(it.title()));
      }
    }

    assertThat(empty)
        .isEqualTo(
            Map.of(
                "card_company",
                Set.of(
                    "AOV",
                    "AOV of the last 7 days against the 7 days before",
                    "Daily AOV of the 5 stores with the most revenue",
                    "Weekly AOV of all stores, over the 7 days before each day",
                    "Revenue by day, and the 9 stores with the most of it",
                    "The 10 stores with the most revenue",
                    "Stores by revenue"),
                "rule",
                Set.of("Suspect rate", "Stores by suspect sales")));
  }

  private static String description(Panel panel) {
    return panel.dashboard().attributes().path("description").asText();
  }

  private static String chosen(Control control) {
    return Map.of("store_id", "9", "card_company", "신한", "rule", "repeat-amount")
        .get(control.field());
  }

  private static boolean isEmpty(List<Map<String, Object>> rows) {
    return rows.stream().allMatch(row -> row.values().stream().anyMatch(it -> it == null));
  }

  /** As Kibana asks for what can be chosen. */
  @Test
  void aControlOffersWhatIsThere() {
    for (SavedObject dashboard : objects.of(SavedObject.DASHBOARD)) {
      for (Control control : dashboard.controls()) {
        SavedObject view = objects.dataViewOf(dashboard, control.referenceName()).orElseThrow();
        ObjectNode search = JsonNodeFactory.instance.objectNode().put("size", 0);
        search
            .putObject("aggs")
            .putObject("suggestions")
            .putObject("terms")
            .put("field", control.field())
            .put("size", 10);
        assertThat(
                search(view.title(), search)
                    .at("/aggregations/suggestions/buckets")
                    .findValuesAsText("key"))
            .as("%s", control)
            .isNotEmpty()
            .hasSizeLessThanOrEqualTo(10);
      }
    }
  }

  @Test
  void theListOfSuspectsShowsEveryFieldOfEachOfThem() {
    Panel panel =
        objects.panels().stream()
            .filter(it -> it.type().equals(SavedObject.SEARCH))
            .findFirst()
            .orElseThrow();
    TimeRange range = range(panel, ZONE);
    List<JsonNode> hits = hits(objects.searchOf(panel).orElseThrow(), range);

    List<Sale> suspects = shop.sales().suspects(days(range));
    assertThat(hits).hasSize(suspects.size());
    assertThat(hits)
        .allSatisfy(hit -> assertThat(hit).allSatisfy(it -> assertThat(it).isNotEmpty()));
    assertThat(hits.stream().map(it -> it.path("sold_at").path(0).asText()).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(hits.stream().map(it -> it.path("aov_ratio").path(0).asDouble()).toList())
        .containsExactlyInAnyOrderElementsOf(
            suspects.stream().map(it -> shop.sales().ratio(it)).toList());
    assertThat(hits.stream().map(it -> it.path("repeat_count").path(0).asLong()).toList())
        .containsExactlyInAnyOrderElementsOf(
            suspects.stream().map(it -> shop.sales().groupSize(it)).toList());
  }

  /** As Discover asks, the columns of the search alone. */
  private static List<JsonNode> hits(SavedObject search, TimeRange range) {
    SavedObject view =
        objects.dataViewOf(search, "kibanaSavedObjectMeta.searchSourceJSON.index").orElseThrow();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("size", 500).put("_source", false);
    ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
    LensQuery.addRange(filter, view.attributes().path("timeFieldName").asText(), range);
    ArrayNode fields = body.putArray("fields");
    search.attributes().path("columns").forEach(fields::add);
    ArrayNode sort = body.putArray("sort");
    search
        .attributes()
        .path("sort")
        .forEach(it -> sort.addObject().put(it.path(0).asText(), it.path(1).asText()));
    List<JsonNode> hits = new ArrayList<>();
    search(view.title(), body)
        .path("hits")
        .path("hits")
        .forEach(
            it -> {
              assertThat(it.path("fields").size()).isEqualTo(fields.size());
              hits.add(it.path("fields"));
            });
    return hits;
  }

  private static List<Map<String, Object>> rows(
      SavedObjects objects, Panel panel, TimeRange range, Map<String, String> selected) {
    assertThat(panel.layers()).hasSize(1);
    Layer layer = panel.layers().get(0);
    SavedObject view = objects.dataViewOf(layer).orElseThrow();
    String timeField = view.attributes().path("timeFieldName").asText();
    LensQuery query = new LensQuery(layer, timeField, new Dashboard(range, selected));
    return new LensTable(layer, query, range.zone(), it -> search(view.title(), it)).rows();
  }

  private static JsonNode search(String index, ObjectNode search) {
    Request request = new Request("POST", "/" + index + "/_search");
    JsonNode answer = shop.elastic().send(request, search, in -> Json.tree(in.readAllBytes()));
    assertThat(answer.path("_shards").path("failed").asInt()).as("%s", answer).isZero();
    assertThat(answer.path("timed_out").asBoolean()).isFalse();
    return answer;
  }

  /** In any order; numbers as exactly as doubles add up. */
  private static void assertEqual(
      List<Map<String, Object>> rows, List<Map<String, Object>> expected) {
    assertThat(rows.stream().map(PanelsTest::rounded).toList())
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(PanelsTest::rounded).toList());
  }

  private static Map<String, Object> rounded(Map<String, Object> row) {
    Map<String, Object> rounded = new TreeMap<>(row);
    rounded.replaceAll(
        (label, it) ->
            it instanceof Double number ? new BigDecimal(number, TWELVE_DIGITS).doubleValue() : it);
    return rounded;
  }
}
