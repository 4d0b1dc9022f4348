package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Damage to the saved objects.
 *
 * @param named what the findings must name
 */
record Mutation(String what, Consumer<Victims> damage, String... named) {

  static List<Mutation> all() {
    return Stream.of(ofReferences(), ofFields(), ofShapes(), ofPanels())
        .flatMap(List::stream)
        .toList();
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

  @Override
  public String toString() {
    return what;
  }
}
