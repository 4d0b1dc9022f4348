package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.kibana.Layer.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The columns of a panel, what they are made of, and what of them is shown. */
final class LayerCheck {
  private final Findings findings;

  LayerCheck(Findings findings) {
    this.findings = findings;
  }

  void run(Panel panel) {
    List<Shown> shown = Shown.in(panel);
    Map<String, Layer> layers =
        panel.layers().stream().collect(Collectors.toMap(Layer::id, it -> it));
    Set<String> layersShown = shown.stream().map(Shown::layer).collect(Collectors.toSet());
    if (!layersShown.equals(layers.keySet())) {
      findings.add(panel.where(), "shows the layers %s, but has %s", layersShown, layers.keySet());
    }
    for (Layer layer : panel.layers()) {
      checkOrder(layer);
      layer.columns().values().forEach(column -> checkColumn(layer, column));
      checkShown(layer, shown.stream().filter(it -> it.layer().equals(layer.id())).toList());
    }
  }

  /**
   * A column that the visualization names.
   *
   * @param role how it is shown
   * @param bucketed whether only a column that parts the rows can be shown so; null if either can
   */
  private record Shown(String layer, String column, String role, Boolean bucketed) {
    static List<Shown> in(Panel panel) {
      JsonNode visualization = panel.visualization();
      List<Shown> shown = new ArrayList<>();
      visualization.path("layers").forEach(it -> addAll(it, shown));
      if (visualization.has("layerId")) {
        addAll(visualization, shown);
      }
      return shown;
    }

    private static void addAll(JsonNode layer, List<Shown> shown) {
      String id = layer.path("layerId").asText();
      for (String role :
          List.of("xAccessor", "yAccessor", "splitAccessor", "breakdownByAccessor")) {
        addOne(id, layer, role, true, shown);
      }
      for (String role :
          List.of("metricAccessor", "secondaryMetricAccessor", "maxAccessor", "valueAccessor")) {
        addOne(id, layer, role, false, shown);
      }
      for (String role : List.of("primaryGroups", "secondaryGroups")) {
        layer.path(role).forEach(it -> shown.add(new Shown(id, it.asText(), role, true)));
      }
      for (String role : List.of("accessors", "metrics")) {
        layer.path(role).forEach(it -> shown.add(new Shown(id, it.asText(), role, false)));
      }
      layer
          .path("yConfig")
          .forEach(
              it -> shown.add(new Shown(id, it.path("forAccessor").asText(), "yConfig", false)));
      layer
          .path("columns")
          .forEach(it -> shown.add(new Shown(id, it.path("columnId").asText(), "columns", null)));
      if (layer.has("sorting")) {
        String column = layer.path("sorting").path("columnId").asText();
        shown.add(new Shown(id, column, "sorting", null));
      }
    }

    private static void addOne(
        String id, JsonNode layer, String role, boolean bucketed, List<Shown> shown) {
      if (layer.has(role)) {
        shown.add(new Shown(id, layer.path(role).asText(), role, bucketed));
      }
    }
  }

  private void checkOrder(Layer layer) {
    List<String> order = layer.columnOrder();
    Set<String> columns = layer.columns().keySet();
    if (order.size() != columns.size() || !new HashSet<>(order).equals(columns)) {
      findings.add(
          layer.where(),
          "columnOrder %s is not its columns %s",
          new TreeSet<>(order),
          new TreeSet<>(columns));
    }
    boolean metricSeen = false;
    for (String id : order) {
      Column column = layer.columns().get(id);
      if (column != null && column.isBucketed() && metricSeen) {
        findings.add(layer.where(), "column %s parts the rows, so must come before the rest", id);
      }
      metricSeen |= column != null && !column.isBucketed();
    }
  }

  private void checkColumn(Layer layer, Column column) {
    String where = "%s, column %s".formatted(layer.where(), column.id());
    Map<String, Column> columns = layer.columns();
    for (String reference : column.references()) {
      if (!columns.containsKey(reference)) {
        findings.add(where, "refers to column %s, which is not there", reference);
        return;
      }
    }
    JsonNode orderBy = column.params().path("orderBy");
    if (orderBy.path("type").asText().equals("column")) {
      Column by = columns.get(orderBy.path("columnId").asText());
      if (by == null || by.isBucketed() || by.isCalculated()) {
        findings.add(where, "cannot be ordered by column %s", orderBy.path("columnId").asText());
      }
    }
    if (orderBy.path("type").asText().equals("custom") != column.params().has("orderAgg")) {
      findings.add(where, "needs an orderAgg if it has a custom order, and only then");
    }
    if (column.is("math")) {
      Set<String> used = new TreeSet<>();
      addColumns(column.params().path("tinymathAst"), used);
      if (!used.equals(new TreeSet<>(column.references()))) {
        findings.add(where, "calculates with %s, but refers to %s", used, column.references());
      }
    }
    if (column.is("formula")) {
      checkFormula(where, column, columns);
    }
  }

  private static void addColumns(JsonNode ast, Set<String> used) {
    if (ast.isTextual()) {
      used.add(ast.textValue());
    }
    ast.path("args").forEach(it -> addColumns(it, used));
  }

  private void checkFormula(String where, Column column, Map<String, Column> columns) {
    try {
      String text = Formula.spelledOut(column.params().path("formula").asText());
      String parts = Formula.spelledOut(column, columns);
      if (!text.equals(parts)) {
        findings.add(where, "says %s, but its parts are %s", text, parts);
      }
    } catch (IllegalArgumentException e) {
      findings.add(where, "cannot be calculated: %s", e.getMessage());
    }
  }

  private void checkShown(Layer layer, List<Shown> shown) {
    Map<String, Column> columns = layer.columns();
    for (Shown one : shown) {
      Column column = columns.get(one.column());
      if (column == null) {
        findings.add(layer.where(), "%s shows %s, which is not there", one.role(), one.column());
      } else if (one.bucketed() != null && one.bucketed() != column.isBucketed()) {
        findings.add(layer.where(), "%s cannot show %s", one.role(), one.column());
      }
    }
    Set<String> known = shown.stream().map(Shown::column).collect(Collectors.toSet());
    columns.values().forEach(it -> known.addAll(it.references()));
    columns.keySet().stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> findings.add(layer.where(), "column %s is shown nowhere", id));
  }
}
