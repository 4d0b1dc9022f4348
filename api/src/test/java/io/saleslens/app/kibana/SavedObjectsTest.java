package io.saleslens.app.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestElasticsearch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The saved objects are sound, and whatever were wrong with them would be found. */
@ExtendWith(SandboxExtension.class)
class SavedObjectsTest {
  private static Elastic elastic;
  private static ProductFields fields;
  private static String ndjson;

  @BeforeAll
  static void makeIndices(TestElasticsearch elasticsearch) {
    TestSettings settings = TestSettings.of(elasticsearch);
    elastic = new Elastic(settings.elastic());
    fields = ProductFields.made(elastic, settings.names());
    ndjson = new BuiltFor(elasticsearch.indexPrefix(), "Asia/Seoul", "KRW").ndjson();
  }

  @AfterAll
  static void close() {
    elastic.close();
  }

  private static List<String> findings(String ndjson) {
    return Stream.concat(Checks.of(ndjson).stream(), fields.check(ndjson).stream()).toList();
  }

  @Test
  void nothingIsWrongWithThemAndTheirFieldsAreThoseOfTheIndices() {
    assertThat(findings(ndjson)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "platform_, Asia/Seoul, KRW",
    "shop_, America/New_York, USD",
    "platform_, Europe/Berlin, EUR",
    "kr_, Asia/Tokyo, JPY",
    "platform_, UTC, KWD"
  })
  void nothingIsWrongWithThemWhateverTheyAreBuiltFor(String prefix, String zone, String currency) {
    assertThat(Checks.of(new BuiltFor(prefix, zone, currency).ndjson())).isEmpty();
  }

  /**
   * Damage to the objects.
   *
   * @param named what the findings must name
   */
  record Mutation(String what, Consumer<Victims> damage, String... named) {
    @Override
    public String toString() {
      return what;
    }
  }

  /** What of the objects is damaged, and where it stands. */
  record Victims(SavedObjects objects) {
    ObjectNode first(String type) {
      return (ObjectNode) objects.of(type).get(0).json();
    }

    /** The first dashboard that has panels of that kind. */
    Panel panel(String kind) {
      return objects.panels().stream()
          .filter(it -> it.visualizationType().equals(kind) || it.type().equals(kind))
          .findFirst()
          .orElseThrow();
    }

    Panel withFormula() {
      return objects.panels().stream()
          .filter(panel -> panel.layers().stream().anyMatch(it -> part(it, "math") != null))
          .findFirst()
          .orElseThrow();
    }

    Panel withDrilldown() {
      return objects.panels().stream()
          .filter(it -> !it.drilldowns().isEmpty())
          .findFirst()
          .orElseThrow();
    }

    static ObjectNode part(Layer layer, String operation) {
      return layer.columns().values().stream()
          .filter(it -> it.is(operation))
          .map(it -> (ObjectNode) it.json())
          .findFirst()
          .orElse(null);
    }

    static ObjectNode column(Panel panel, String operation) {
      return part(panel.layers().get(0), operation);
    }

    SavedObject.Control control() {
      return objects.of(SavedObject.DASHBOARD).stream()
          .flatMap(it -> it.controls().stream())
          .findFirst()
          .orElseThrow();
    }

    void drop(JsonNode references, String part) {
      ArrayNode list = (ArrayNode) references;
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).path("name").asText().contains(part)) {
          list.remove(i);
          return;
        }
      }
      throw new AssertionError("No reference " + part);
    }

    void lead(JsonNode references, String part, String elsewhere) {
      for (JsonNode reference : references) {
        if (reference.path("name").asText().contains(part)) {
          ((ObjectNode) reference).put("id", elsewhere);
          return;
        }
      }
      throw new AssertionError("No reference " + part);
    }
  }

  private static ObjectNode object(JsonNode node, String... path) {
    JsonNode found = node;
    for (String key : path) {
      found = found.path(key);
    }
    return (ObjectNode) found;
  }

  private static JsonNode references(SavedObject object) {
    return object.json().path("references");
  }

  static List<Mutation> mutations() {
    List<Mutation> all = new ArrayList<>();
    all.addAll(ofReferences());
    all.addAll(ofFields());
    all.addAll(ofShapes());
    all.addAll(ofPanels());
    return all;
  }

  private static List<Mutation> ofReferences() {
    return List.of(
        new Mutation(
            "a panel's data view is dropped outside",
            it -> it.drop(references(it.panel("lnsXY").dashboard()), ":indexpattern-datasource"),
            "dashboard",
            "panel",
            "indexpattern-datasource-layer"),
        new Mutation(
            "a panel's data view is dropped inside",
            it -> it.drop(it.panel("lnsXY").attributes().path("references"), "indexpattern"),
            "dashboard",
            "panel",
            "indexpattern-datasource-layer"),
        new Mutation(
            "a panel's data view is another one outside",
            it ->
                it.lead(
                    references(it.panel("lnsXY").dashboard()),
                    it.panel("lnsXY").index() + ":indexpattern",
                    it.objects().of(SavedObject.DATA_VIEW).get(5).id()),
            "dashboard",
            "panel",
            "outside"),
        new Mutation(
            "a panel's saved search is dropped",
            it ->
                it.drop(
                    references(it.panel("search").dashboard()),
                    ":panel_" + it.panel("search").index()),
            "dashboard",
            "panel",
            "panel_"),
        new Mutation(
            "a control's data view is dropped",
            it -> it.drop(references(it.control().dashboard()), "controlGroup_"),
            "dashboard",
            "control"),
        new Mutation(
            "a drilldown's dashboard is dropped",
            it -> it.drop(references(it.withDrilldown().dashboard()), ":drilldown:"),
            "dashboard",
            "panel",
            "drilldown"),
        new Mutation(
            "a drilldown leads to a dashboard that is not there",
            it -> it.lead(references(it.withDrilldown().dashboard()), ":drilldown:", "nowhere"),
            "dashboard",
            "drilldown",
            "no dashboard nowhere"),
        new Mutation(
            "a search's data view is dropped",
            it -> ((ArrayNode) it.first("search").path("references")).removeAll(),
            "search",
            "searchSourceJSON.index"),
        new Mutation(
            "a data view is missing",
            it -> it.objects().all().remove(it.objects().of(SavedObject.DATA_VIEW).get(1)),
            "leads nowhere"),
        new Mutation(
            "a reference is left over",
            it ->
                ((ArrayNode) references(it.panel("lnsPie").dashboard()))
                    .add(references(it.panel("lnsPie").dashboard()).get(0).deepCopy()),
            "dashboard",
            "twice"));
  }

  private static List<Mutation> ofFields() {
    return List.of(
        new Mutation(
            "a field of a panel is renamed",
            it -> Victims.column(it.panel("lnsDatatable"), "terms").put("sourceField", "shop_id"),
            "dashboard",
            "panel",
            "shop_id"),
        new Mutation(
            "a field of a sum is a word",
            it -> Victims.column(it.panel("lnsMetric"), "sum").put("sourceField", "store_id"),
            "dashboard",
            "panel",
            "store_id"),
        new Mutation(
            "a field of a histogram is no date",
            it ->
                Victims.column(it.panel("lnsXY"), "date_histogram").put("sourceField", "store_id"),
            "dashboard",
            "panel",
            "store_id"),
        new Mutation(
            "a field that is only read back is shown",
            it -> Victims.column(it.panel("lnsXY"), "terms").put("sourceField", "computed_at"),
            "dashboard",
            "panel",
            "computed_at",
            "aggregatable"),
        new Mutation(
            "a filter asks for a field that is not there",
            it -> object(it.panel("lnsMetric").state(), "query").put("query", "shop_id: 50"),
            "dashboard",
            "panel",
            "shop_id"),
        new Mutation(
            "a filter asks for what is not indexed",
            it -> object(it.panel("lnsPie").state(), "query").put("query", "hour: 5"),
            "dashboard",
            "panel",
            "hour",
            "searchable"),
        new Mutation(
            "a control's field is renamed",
            it -> object(it.control().json(), "explicitInput").put("fieldName", "shop_id"),
            "dashboard",
            "control",
            "shop_id"),
        new Mutation(
            "a column of a search is renamed",
            it -> ((ArrayNode) it.first("search").at("/attributes/columns")).add("shop_id"),
            "search",
            "shop_id"),
        new Mutation(
            "a search is sorted by what has no doc values",
            it ->
                ((ArrayNode) it.first("search").at("/attributes/sort"))
                    .addArray()
                    .add("num_approval")
                    .add("desc"),
            "search",
            "num_approval"),
        new Mutation(
            "a data view's time field is none",
            it -> object(it.first("index-pattern"), "attributes").put("timeFieldName", "store_id"),
            "index-pattern",
            "store_id"),
        new Mutation(
            "a data view is over no index",
            it -> object(it.first("index-pattern"), "attributes").put("title", "nothing_at_all"),
            "nothing_at_all"));
  }

  private static List<Mutation> ofShapes() {
    return List.of(
        new Mutation(
            "a type's version is newer",
            it -> it.first("dashboard").put("typeMigrationVersion", "10.3.0"),
            "dashboard",
            "10.3.0"),
        new Mutation(
            "the core's version is newer",
            it -> it.first("search").put("coreMigrationVersion", "8.9.0"),
            "search",
            "8.9.0"),
        new Mutation(
            "a type's version is missing",
            it -> it.first("index-pattern").remove("typeMigrationVersion"),
            "index-pattern",
            "typeMigrationVersion"),
        new Mutation(
            "two objects have one id",
            it -> it.first("dashboard").put("id", it.objects().of("dashboard").get(1).id()),
            "dashboard",
            "id of another"),
        new Mutation(
            "a key of a dashboard is unknown",
            it -> object(it.first("dashboard"), "attributes").put("sections", "[]"),
            "dashboard",
            "sections"),
        new Mutation(
            "a key of a panel is unknown",
            it -> ((ObjectNode) it.panel("lnsXY").json()).put("savedObjectId", "x"),
            "dashboard",
            "panel",
            "savedObjectId"),
        new Mutation(
            "a key of a column is unknown",
            it -> Victims.column(it.panel("lnsXY"), "terms").put("sourceFields", "store_id"),
            "dashboard",
            "panel",
            "column",
            "sourceFields"),
        new Mutation(
            "an operation is unknown",
            it -> Victims.column(it.panel("lnsMetric"), "sum").put("operationType", "last_value"),
            "dashboard",
            "panel",
            "last_value"),
        new Mutation(
            "a drilldown needs a licence",
            it ->
                ((ObjectNode) it.withDrilldown().drilldowns().get(0).path("action"))
                    .put("factoryId", "URL_DRILLDOWN"),
            "dashboard",
            "panel",
            "URL"),
        new Mutation(
            "a description names a host",
            it ->
                object(it.first("dashboard"), "attributes")
                    .put("description", "see https://example.com/help"),
            "dashboard",
            "https://example.com"),
        new Mutation(
            "a link holds an id",
            it ->
                object(it.first("index-pattern"), "attributes", "fieldFormatMap")
                    .putObject("store_id")
                    .put("id", "url")
                    .putObject("params")
                    .put("urlTemplate", "#/view/" + it.objects().of("dashboard").get(0).id())
                    .put("labelTemplate", "{{value}}"),
            "index-pattern",
            "holds the id"));
  }

  private static List<Mutation> ofPanels() {
    return List.of(
        new Mutation(
            "two panels overlap",
            it -> object(it.panel("lnsPie").json(), "gridData").put("y", 0).put("x", 0),
            "dashboard",
            "panel",
            "overlaps"),
        new Mutation(
            "a panel leaves the grid",
            it -> object(it.panel("lnsPie").json(), "gridData").put("x", 40),
            "dashboard",
            "panel",
            "leaves the grid"),
        new Mutation(
            "a panel has two names",
            it -> object(it.panel("lnsPie").json(), "gridData").put("i", "p99"),
            "dashboard",
            "panel",
            "p99"),
        new Mutation(
            "a column is not in the order",
            it ->
                ((ArrayNode) it.panel("lnsXY").layers().get(0).json().path("columnOrder"))
                    .remove(0),
            "dashboard",
            "panel",
            "columnOrder"),
        new Mutation(
            "an axis shows a column that is not there",
            it ->
                object(it.panel("lnsXY").visualization().path("layers").get(0))
                    .put("xAccessor", "gone"),
            "dashboard",
            "panel",
            "gone"),
        new Mutation(
            "a metric shows what parts the rows",
            it ->
                object(it.panel("lnsHeatmap").visualization())
                    .put(
                        "valueAccessor",
                        it.panel("lnsHeatmap").visualization().path("xAccessor").asText()),
            "dashboard",
            "panel",
            "valueAccessor"),
        new Mutation(
            "a table is sorted by a column that is not there",
            it ->
                object(it.panel("lnsDatatable").visualization(), "sorting").put("columnId", "gone"),
            "dashboard",
            "panel",
            "gone"),
        new Mutation(
            "a table leaves a column out",
            it -> ((ArrayNode) it.panel("lnsDatatable").visualization().path("columns")).remove(0),
            "dashboard",
            "panel",
            "shown nowhere"),
        new Mutation(
            "top values are ordered by a column that is not there",
            it ->
                object(Victims.column(it.panel("lnsDatatable"), "terms"), "params", "orderBy")
                    .removeAll()
                    .put("type", "column")
                    .put("columnId", "gone"),
            "dashboard",
            "panel",
            "gone"),
        new Mutation(
            "a formula's part is missing",
            it -> {
              ObjectNode math = Victims.column(it.withFormula(), "math");
              ((ArrayNode) math.path("references")).set(0, "gone");
            },
            "dashboard",
            "panel",
            "gone"),
        new Mutation(
            "a formula says something else than its parts",
            it ->
                object(Victims.column(it.withFormula(), "formula"), "params")
                    .put("formula", "sum(total_sale)"),
            "dashboard",
            "panel",
            "but its parts are"),
        new Mutation(
            "a visualization shows another layer",
            it -> object(it.panel("lnsMetric").visualization()).put("layerId", "gone"),
            "dashboard",
            "panel",
            "gone"));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void damageIsFoundAndNamed(Mutation mutation) {
    SavedObjects read = SavedObjects.read(ndjson, new Findings());
    Victims victims = new Victims(new SavedObjects(new ArrayList<>(read.all())));
    mutation.damage().accept(victims);

    List<String> findings = findings(victims.objects().ndjson());

    assertThat(findings)
        .as("%s", findings)
        .anySatisfy(line -> assertThat(line).contains(mutation.named()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"panelsJSON\":\"[{\\\"type\\\"  | \"panelsJSON\":\"[{\\\"type        | dashboard",
        "\"fieldAttrs\":\"{                | \"fieldAttrs\":\"                 | index-pattern",
        "\"type\":\"index-pattern\"        | \"type\":\"index-pattern          | line 1"
      })
  void brokenJsonIsFoundAndNamed(String sound, String broken, String named) {
    assertThat(ndjson).contains(sound);

    assertThat(Checks.of(ndjson.replace(sound, broken)))
        .anySatisfy(line -> assertThat(line).contains(named).contains("no JSON"));
  }
}
