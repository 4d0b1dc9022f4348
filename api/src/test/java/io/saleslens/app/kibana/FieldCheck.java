package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.kibana.Layer.Column;
import io.saleslens.app.kibana.SavedObject.Control;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Every field is there, of one type, and fit for what is asked of it. */
final class FieldCheck {
  private static final Set<String> NUMBERS =
      Set.of("long", "integer", "short", "byte", "double", "float", "unsigned_long");
  private static final Set<String> DATES = Set.of("date", "date_nanos");
  private static final Set<String> WORDS = Set.of("keyword", "boolean");

  private final SavedObjects objects;
  private final Function<String, JsonNode> fieldCaps;
  private final Findings findings;

  /**
   * @param fieldCaps what {@code _field_caps} says of the fields of an index, by field
   */
  FieldCheck(SavedObjects objects, Function<String, JsonNode> fieldCaps, Findings findings) {
    this.objects = objects;
    this.fieldCaps = fieldCaps;
    this.findings = findings;
  }

  void run() {
    objects.of(SavedObject.DATA_VIEW).forEach(this::checkView);
    objects.of(SavedObject.SEARCH).forEach(this::checkSearch);
    for (SavedObject dashboard : objects.of(SavedObject.DASHBOARD)) {
      dashboard.controls().forEach(this::checkControl);
      dashboard.panels().stream()
          .flatMap(it -> it.layers().stream())
          .forEach(layer -> objects.dataViewOf(layer).ifPresent(view -> checkLayer(layer, view)));
    }
  }

  private void checkView(SavedObject view) {
    JsonNode attributes = view.attributes();
    String time = attributes.path("timeFieldName").asText();
    if (!time.isEmpty()) {
      isDate(view, time, view.where());
      isSearchable(view, time, view.where());
    }
    for (String map : List.of("fieldAttrs", "fieldFormatMap")) {
      attributes
          .path(map)
          .properties()
          .forEach(it -> type(view, it.getKey(), view.where() + ", " + map));
    }
  }

  private void checkSearch(SavedObject search) {
    Optional<SavedObject> found =
        objects.dataViewOf(search, "kibanaSavedObjectMeta.searchSourceJSON.index");
    if (found.isPresent()) {
      SavedObject view = found.get();
      JsonNode attributes = search.attributes();
      attributes.path("columns").forEach(it -> type(view, it.asText(), search.where()));
      attributes
          .path("sort")
          .forEach(it -> isAggregatable(view, it.path(0).asText(), search.where()));
      JsonNode source = attributes.path("kibanaSavedObjectMeta").path("searchSourceJSON");
      checkQuery(view, source.path("query").path("query").asText(), search.where());
    }
  }

  private void checkControl(Control control) {
    Optional<SavedObject> found = objects.dataViewOf(control.dashboard(), control.referenceName());
    found.ifPresent(
        view -> {
          isAggregatable(view, control.field(), control.where());
          isSearchable(view, control.field(), control.where());
        });
  }

  private void checkLayer(Layer layer, SavedObject view) {
    checkQuery(view, layer.panel().state().path("query").path("query").asText(), layer.where());
    for (Column column : layer.columns().values()) {
      String where = "%s, column %s".formatted(layer.where(), column.id());
      checkQuery(view, column.filter(), where);
      if (column.hasField()) {
        checkColumn(view, column.operation(), column.field(), where);
        checkType(view, column, where);
      }
      JsonNode orderAgg = column.params().path("orderAgg");
      if (orderAgg.has("sourceField")) {
        Column order = new Column(column.id() + "-orderAgg", orderAgg);
        if (order.hasField()) {
          checkColumn(view, order.operation(), order.field(), where + ", orderAgg");
        }
      }
    }
  }

  private void checkColumn(SavedObject view, String operation, String field, String where) {
    isAggregatable(view, field, where);
    String type = type(view, field, where);
    boolean fits =
        switch (operation) {
          case "terms" -> WORDS.contains(type) || NUMBERS.contains(type);
          case "date_histogram" -> DATES.contains(type);
          case "sum", "average", "median" -> NUMBERS.contains(type);
          case "min", "max" -> NUMBERS.contains(type) || DATES.contains(type);
          default -> !type.isEmpty();
        };
    if (!fits) {
      findings.add(where, "%s does not fit field %s of type %s", operation, field, type);
    }
  }

  /** Kibana formats a column by what it says to be. */
  private void checkType(SavedObject view, Column column, String where) {
    String type = type(view, column.field(), where);
    String expected =
        switch (column.operation()) {
          case "terms" ->
              NUMBERS.contains(type) ? "number" : type.equals("keyword") ? "string" : type;
          case "date_histogram" -> "date";
          case "min", "max" -> DATES.contains(type) ? "date" : "number";
          default -> "number";
        };
    String said = column.json().path("dataType").asText();
    if (!said.equals(expected)) {
      findings.add(where, "dataType is %s; expected: %s", said, expected);
    }
  }

  private void checkQuery(SavedObject view, String kql, String where) {
    try {
      Kql.fields(kql).forEach(field -> isSearchable(view, field, where));
    } catch (IllegalArgumentException e) {
      findings.add(where, "%s: %s", e.getMessage(), kql);
    }
  }

  private void isDate(SavedObject view, String field, String where) {
    String type = type(view, field, where);
    if (!DATES.contains(type)) {
      findings.add(where, "field %s of %s is %s, no date", field, view.title(), type);
    }
  }

  private void isSearchable(SavedObject view, String field, String where) {
    must("searchable", view, field, where);
  }

  private void isAggregatable(SavedObject view, String field, String where) {
    must("aggregatable", view, field, where);
  }

  private void must(String capability, SavedObject view, String field, String where) {
    String type = type(view, field, where);
    if (!type.isEmpty() && !caps(view, field).path(type).path(capability).asBoolean()) {
      findings.add(where, "field %s of %s is not %s", field, view.title(), capability);
    }
  }

  /** The one type of a field; empty, and found fault with, if there is none. */
  private String type(SavedObject view, String field, String where) {
    JsonNode caps = caps(view, field);
    if (caps.size() != 1) {
      findings.add(
          where,
          caps.isEmpty() ? "%s has no field %s" : "%s has field %s of more than one type",
          view.title(),
          field);
      return "";
    }
    return caps.fieldNames().next();
  }

  private JsonNode caps(SavedObject view, String field) {
    return fieldCaps.apply(view.title()).path(field);
  }
}
