package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.kibana.Layer.Column;
import java.util.HashSet;
import java.util.Set;

/** Nothing is unknown, missing or of a newer version, and no two objects have one id. */
final class ShapeCheck {
  private static final Set<String> METRICS =
      Set.of("sum", "average", "min", "max", "median", "unique_count", "count");

  private final Shapes shapes = new Shapes();
  private final Findings findings;

  ShapeCheck(Findings findings) {
    this.findings = findings;
  }

  void run(SavedObjects objects) {
    Set<String> ids = new HashSet<>();
    for (SavedObject object : objects.all()) {
      if (!ids.add(object.type() + "|" + object.id())) {
        findings.add(object.where(), "has the id of another object of its type");
      }
      check(object.type(), object.json(), object.where());
      object.controls().forEach(it -> sameId(it.id(), it.json(), it.where()));
      object.panels().forEach(this::check);
    }
  }

  private void sameId(String id, JsonNode control, String where) {
    String inside = control.path("explicitInput").path("id").asText();
    if (!inside.equals(id)) {
      findings.add(where, "is called %s inside", inside);
    }
  }

  private void check(Panel panel) {
    check("panel-" + panel.type(), panel.json(), panel.where());
    if (panel.isLens()) {
      check(panel.visualizationType(), panel.visualization(), panel.where());
      panel
          .layers()
          .forEach(layer -> layer.columns().values().forEach(column -> check(layer, column)));
    }
  }

  private void check(Layer layer, Column column) {
    String shape = METRICS.contains(column.operation()) ? "metric" : column.operation();
    check("column-" + shape, column.json(), "%s, column %s".formatted(layer.where(), column.id()));
    if (column.params().has("orderAgg")) {
      check("column-metric", column.params().get("orderAgg"), layer.where() + ", orderAgg");
    }
  }

  private void check(String shape, JsonNode node, String where) {
    if (shapes.knows(shape)) {
      shapes.check(shape, node, where, findings);
    } else {
      findings.add(where, "is of an unknown kind: %s", shape);
    }
  }
}
