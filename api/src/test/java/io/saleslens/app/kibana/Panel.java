package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.kibana.SavedObject.Reference;
import java.util.ArrayList;
import java.util.List;

/** A panel of a dashboard. */
record Panel(SavedObject dashboard, JsonNode json) {
  static final String DRILLDOWN = "DASHBOARD_TO_DASHBOARD_DRILLDOWN";

  String index() {
    return json.path("panelIndex").asText();
  }

  String type() {
    return json.path("type").asText();
  }

  String title() {
    return json.path("title").asText();
  }

  /** How a finding names it. */
  String where() {
    return "%s, panel %s (%s)".formatted(dashboard.where(), index(), title());
  }

  boolean isLens() {
    return type().equals("lens");
  }

  @Override
  public String toString() {
    return where();
  }

  /** Of a Lens panel; missing elsewhere. */
  JsonNode attributes() {
    return json.path("embeddableConfig").path("attributes");
  }

  /** Of a Lens panel; missing elsewhere. */
  JsonNode state() {
    return attributes().path("state");
  }

  JsonNode visualization() {
    return state().path("visualization");
  }

  String visualizationType() {
    return attributes().path("visualizationType").asText();
  }

  List<Reference> innerReferences() {
    return Reference.of(attributes().path("references"));
  }

  /** Of a Lens panel; none elsewhere. */
  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    state()
        .path("datasourceStates")
        .path("formBased")
        .path("layers")
        .properties()
        .forEach(it -> layers.add(new Layer(this, it.getKey(), it.getValue())));
    return layers;
  }

  /** What a click may lead to. */
  List<JsonNode> drilldowns() {
    List<JsonNode> events = new ArrayList<>();
    json.path("embeddableConfig")
        .path("enhancements")
        .path("dynamicActions")
        .path("events")
        .forEach(events::add);
    return events;
  }
}
