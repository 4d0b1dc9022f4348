package io.saleslens.kibana;

import static io.saleslens.kibana.NdjsonTest.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation's prefix, zone and currency reach every place, and nothing else changes. */
class DashboardsTest {
  @Test
  void theSameParametersGiveTheSameBytes() {
    assertThat(Dashboards.ndjson(DEFAULTS)).isEqualTo(Dashboards.ndjson(DEFAULTS));
  }

  @Test
  void aLineIsAnObjectThatItsListTellsOf() {
    List<SavedObject> objects = Dashboards.objects(DEFAULTS);

    assertThat(text(DEFAULTS).lines().map(it -> tree(it).path("id").asText()).toList())
        .isEqualTo(objects.stream().map(SavedObject::id).toList());
    assertThat(objects)
        .extracting(SavedObject::type, SavedObject::id, SavedObject::title)
        .contains(
            tuple("dashboard", "saleslens-sales", "Sales & AOV"),
            tuple("dashboard", "saleslens-suspects", "Suspect sales"),
            tuple("search", "saleslens-suspects-list", "Suspect sales"),
            tuple("index-pattern", "saleslens-daily-data", "Saleslens: daily AOV"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme_", "", "saleslens-"})
  void installationsOfOtherPrefixesShareNothing(String prefix) {
    DashboardParameters other = with(prefix, DEFAULTS.zone().getId(), "KRW");

    assertThat(text(other)).doesNotContain("platform_");
    assertThat(ids(Dashboards.objects(other)))
        .doesNotContainAnyElementsOf(ids(Dashboards.objects(DEFAULTS)));
    assertThat(Dashboards.objects(other))
        .allSatisfy(it -> assertThat(it.title()).endsWith("(" + prefix + ")"));
    assertThat(view(other, "sales_and_suspects").path("title").asText())
        .isEqualTo(prefix + "sales," + prefix + "fraud_sales");
  }

  private static List<String> ids(List<SavedObject> objects) {
    return objects.stream()
        .flatMap(
            it ->
                Stream.concat(
                    Stream.of(it.type() + " " + it.id()),
                    it.json()
                        .path("references")
                        .valueStream()
                        .map(ref -> ref.path("type").asText() + " " + ref.path("id").asText())))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "America/New_York, America/New_York",
    "+09:00, Etc/GMT-9",
    "UTC-3, Etc/GMT+3",
    "Z, UTC"
  })
  void reportsShowTimesInTheBusinessZoneAndDaysAsTheyAre(String zone, String shown) {
    DashboardParameters there = with("platform_", zone, "KRW");

    assertThat(text(there)).doesNotContain("Asia/Seoul");
    JsonNode formats = tree(view(there, "suspects").path("fieldFormatMap").asText());
    assertThat(formats.at("/sold_at/params/timezone").asText()).isEqualTo(shown);
    assertThat(formats.at("/detected_at/params/timezone").asText()).isEqualTo(shown);
    assertThat(formats.at("/business_date/params/timezone").asText()).isEqualTo("UTC");
  }

  @Test
  void aZoneThatNoBrowserKnowsIsRefused() {
    assertThatThrownBy(() -> Dashboards.ndjson(with("platform_", "+05:30", "INR")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("+05:30")
        .hasMessageContaining("Asia/Kolkata");
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Seoul, false",
    "Europe/London, false",
    "UTC, false",
    "America/St_Johns, true",
    "-03:00, true"
  })
  void onlyWestOfUtcHasKibanaToBeSetUp(String zone, boolean needed) {
    assertThat(with("platform_", zone, "KRW").advice().isPresent()).isEqualTo(needed);
  }

  @ParameterizedTest
  @CsvSource({"USD, 100, 2", "KWD, 1000, 3"})
  void moneyIsDividedIntoMajorUnitsAndNamedWithItsCurrency(
      String currency, long units, int decimals) {
    DashboardParameters there = with("platform_", "Asia/Seoul", currency);

    assertThat(text(there)).doesNotContain("KRW");
    assertThat(formula(there, "revenue")).isEqualTo("sum(amount_sale) / " + units);
    assertThat(formula(there, "aov"))
        .isEqualTo("(floor(sum(total_sale) / sum(num_customer))) / " + units);
    assertThat(column(there, "revenue", "metric0").at("/params/format/params"))
        .isEqualTo(tree("{\"decimals\":" + decimals + ",\"suffix\":\" " + currency + "\"}"));
    assertThat(
            tree(view(there, "sales").path("fieldAttrs").asText())
                .at("/amount_sale/customLabel")
                .asText())
        .isEqualTo("Amount (1/" + units + " " + currency + ")");
  }

  @Test
  void moneyWithoutMinorUnitsIsShownAsItIs() {
    assertThat(column(DEFAULTS, "revenue", "metric0").path("operationType").asText())
        .isEqualTo("sum");
    assertThat(formula(DEFAULTS, "aov")).isEqualTo("floor(sum(total_sale) / sum(num_customer))");
  }

  @Test
  void aFormulaIsTakenApartAsLensDoesIt() {
    JsonNode columns = columns(DEFAULTS, "aov");

    assertThat(columns.fieldNames())
        .toIterable()
        .containsExactly("metric0", "metric0X0", "metric0X1", "metric0X2");
    assertThat(columns.path("metric0").path("references")).isEqualTo(tree("[\"metric0X2\"]"));
    assertThat(columns.path("metric0X2").path("references"))
        .isEqualTo(tree("[\"metric0X0\",\"metric0X1\"]"));
    assertThat(columns.path("metric0X2").at("/params/tinymathAst"))
        .isEqualTo(
            tree(
                """
                {"type": "function", "name": "floor", "args": [
                   {"type": "function", "name": "divide", "args": ["metric0X0", "metric0X1"],
                    "location": {"min": 6, "max": 41}, "text": "sum(total_sale) / sum(num_customer)"}],
                 "location": {"min": 0, "max": 42},
                 "text": "floor(sum(total_sale) / sum(num_customer))"}
                """));
  }

  @Test
  void theOperationsOfAFormulaKeepTheirFiltersAndTimes() {
    JsonNode change = columns(DEFAULTS, "aov-change");
    assertThat(change.path("metric0X2").path("timeShift").asText()).isEqualTo("7d");
    assertThat(change.path("metric0X2").path("reducedTimeRange").asText()).isEqualTo("7d");
    assertThat(change.path("metric0X0").has("timeShift")).isFalse();
    assertThat(columns(DEFAULTS, "store-suspects").path("metric2X1").path("filter"))
        .isEqualTo(tree("{\"language\":\"kuery\",\"query\":\"not rule: *\"}"));
  }

  private static DashboardParameters with(String prefix, String zone, String currency) {
    return new DashboardParameters(prefix, ZoneId.of(zone), Currency.getInstance(currency));
  }

  private static String text(DashboardParameters parameters) {
    return new String(Dashboards.ndjson(parameters), StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String json) {
    return Json.tree(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode attributes(DashboardParameters parameters, String type, String id) {
    return Dashboards.objects(parameters).stream()
        .filter(it -> it.type().equals(type) && it.id().endsWith("-" + id))
        .findFirst()
        .orElseThrow()
        .json()
        .path("attributes");
  }

  private static JsonNode view(DashboardParameters parameters, String key) {
    return attributes(parameters, "index-pattern", key + "-data");
  }

  private static String formula(DashboardParameters parameters, String panel) {
    return column(parameters, panel, "metric0").at("/params/formula").asText();
  }

  private static JsonNode column(DashboardParameters parameters, String panel, String id) {
    return columns(parameters, panel).path(id);
  }

  /** Of a panel of the first dashboard. */
  private static JsonNode columns(DashboardParameters parameters, String panel) {
    return tree(attributes(parameters, "dashboard", "sales").path("panelsJSON").asText())
        .valueStream()
        .filter(it -> it.path("panelIndex").asText().equals(panel))
        .findFirst()
        .orElseThrow()
        .at("/embeddableConfig/attributes/state/datasourceStates/formBased/layers/layer/columns");
  }
}
