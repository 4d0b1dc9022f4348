package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a Lens panel asks of one data view. */
record Layer(Panel panel, String id, JsonNode json) {

  String where() {
    return "%s, layer %s".formatted(panel.where(), id);
  }

  String referenceName() {
    return "indexpattern-datasource-layer-" + id;
  }

  List<String> columnOrder() {
    List<String> order = new ArrayList<>();
    json.path("columnOrder").forEach(it -> order.add(it.asText()));
    return order;
  }

  /** By id, as they stand. */
  Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    json.path("columns")
        .properties()
        .forEach(it -> columns.put(it.getKey(), new Column(it.getKey(), it.getValue())));
    return columns;
  }

  /** In the order in which they are asked for. */
  List<Column> ordered() {
    Map<String, Column> columns = columns();
    return columnOrder().stream().map(columns::get).toList();
  }

  /** A column of the answer. */
  record Column(String id, JsonNode json) {
    /** In place of a field, where documents are counted. */
    static final String RECORDS = "___records___";

    String operation() {
      return json.path("operationType").asText();
    }

    boolean is(String operation) {
      return operation().equals(operation);
    }

    String label() {
      return json.path("label").asText();
    }

    String field() {
      return json.path("sourceField").asText();
    }

    boolean hasField() {
      return json.has("sourceField") && !field().equals(RECORDS);
    }

    boolean isBucketed() {
      return json.path("isBucketed").asBoolean();
    }

    JsonNode params() {
      return json.path("params");
    }

    String filter() {
      return json.path("filter").path("query").asText();
    }

    String timeShift() {
      return json.path("timeShift").asText();
    }

    String reducedTimeRange() {
      return json.path("reducedTimeRange").asText();
    }

    List<String> references() {
      List<String> references = new ArrayList<>();
      json.path("references").forEach(it -> references.add(it.asText()));
      return references;
    }

    /** Made of other columns, in Kibana. */
    boolean isCalculated() {
      return is("formula") || is("math") || is("static_value");
    }
  }
}
