package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
