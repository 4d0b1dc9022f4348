package io.saleslens.kibana.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.kibana.SavedObject;
import java.util.List;

/** A data view, a search over it, and two dashboards that lead to each other. */
final class TestObjects {
  private TestObjects() {}

  static List<SavedObject> all() {
    return of("1");
  }

  /** As an other version of Saleslens makes them: the dashboards differ. */
  static List<SavedObject> of(String version) {
    return List.of(
        view(),
        object("search", "suspects", "Suspects", "index-pattern:view"),
        dashboard("sales", "Sales", version, "dashboard:fraud"),
        dashboard("fraud", "Fraud", version, "dashboard:sales"));
  }

  private static SavedObject view() {
    SavedObject view = object("index-pattern", "view", "platform_sales");
    attributes(view).put("fieldAttrs", "{\"amount\": {\"customLabel\": \"Amount\"}}");
    return view;
  }

  private static SavedObject dashboard(String id, String title, String version, String target) {
    SavedObject dashboard = object("dashboard", id, title, "index-pattern:view", target);
    attributes(dashboard)
        .put(
            "panelsJSON",
            "[{\"panelIndex\":\"p1\",\"version\":\"%s\",\"references\":[{\"type\":\"index-pattern\",\"id\":\"view\",\"name\":\"n\"}]}]"
                .formatted(version));
    return dashboard;
  }

  static SavedObject object(String type, String id, String title, String... references) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("type", type).put("id", id).put("typeMigrationVersion", "8.0.0");
    json.putObject("attributes").put("title", title);
    ArrayNode all = json.putArray("references");
    for (String reference : references) {
      String[] parts = reference.split(":");
      all.addObject().put("name", "to-" + parts[1]).put("type", parts[0]).put("id", parts[1]);
    }
    return new SavedObject(type, id, title, json);
  }

  static ObjectNode attributes(SavedObject object) {
    return (ObjectNode) object.json().get("attributes");
  }
}
