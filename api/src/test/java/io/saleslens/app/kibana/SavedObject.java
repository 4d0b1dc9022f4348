package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A saved object.
 *
 * @param json with the JSON that stands in its strings parsed
 */
record SavedObject(JsonNode json) {
  static final String DATA_VIEW = "index-pattern";
  static final String SEARCH = "search";
  static final String DASHBOARD = "dashboard";

  /** By a name, another object. */
  record Reference(String name, String type, String id) {
    static List<Reference> of(JsonNode references) {
      List<Reference> all = new ArrayList<>();
      references.forEach(
          it ->
              all.add(
                  new Reference(
                      it.path("name").asText(), it.path("type").asText(), it.path("id").asText())));
      return all;
    }
  }

  String type() {
    return json.path("type").asText();
  }

  String id() {
    return json.path("id").asText();
  }

  JsonNode attributes() {
    return json.path("attributes");
  }

  String title() {
    return attributes().path("title").asText();
  }

  List<Reference> references() {
    return Reference.of(json.path("references"));
  }

  boolean is(String type) {
    return type().equals(type);
  }

  /** How a finding names it. */
  String where() {
    return "%s %s (%s)".formatted(type(), id(), title());
  }

  @Override
  public String toString() {
    return where();
  }

  /** A dashboard's panels; none elsewhere. */
  List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    if (is(DASHBOARD)) {
      attributes().path("panelsJSON").forEach(it -> panels.add(new Panel(this, it)));
    }
    return panels;
  }

  /** A dashboard's controls; none elsewhere. */
  List<Control> controls() {
    List<Control> controls = new ArrayList<>();
    attributes()
        .path("controlGroupInput")
        .path("panelsJSON")
        .properties()
        .forEach(it -> controls.add(new Control(this, it.getKey(), it.getValue())));
    return controls;
  }

  /** A filter that people set at the top of a dashboard. */
  record Control(SavedObject dashboard, String id, JsonNode json) {
    String where() {
      return "%s, control %s".formatted(dashboard.where(), id);
    }

    String field() {
      return json.path("explicitInput").path("fieldName").asText();
    }

    String referenceName() {
      return "controlGroup_%s:optionsListDataView".formatted(id);
    }
  }
}
