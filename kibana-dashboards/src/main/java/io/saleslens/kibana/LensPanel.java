package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.kibana.PanelSource.Kind;
import io.saleslens.kibana.PanelSource.Metric;
import java.util.ArrayList;
import java.util.List;

/** A chart, number or table: what it asks for, and how it shows the answer. */
final class LensPanel {
  private static final String LAYER = "layer";

  private final PanelSource panel;
  private final Place place;
  private final List<String> rows = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();

  LensPanel(PanelSource panel, Place place) {
    this.panel = panel;
    this.place = place;
  }

  /** The inner name of the reference to the data view. */
  static String viewReference() {
    return "indexpattern-datasource-layer-" + LAYER;
  }

  ObjectNode attributes(Fields fields, Units units, Ids ids) {
    new PanelParts(panel, place).require();
    fields.needKql(panel.filter());
    ObjectNode layer = layer(fields, units);
    ObjectNode state =
        Nodes.object(
            "visualization",
            new Visualization(panel, place, LAYER, rows, metrics).build(),
            "query",
            Nodes.object(
                "language", "kuery", "query", panel.filter() == null ? "" : panel.filter()),
            "filters",
            Nodes.array(),
            "datasourceStates",
            Nodes.object(
                "formBased",
                Nodes.object("layers", Nodes.object(LAYER, layer)),
                "textBased",
                Nodes.object("layers", Nodes.object())),
            "internalReferences",
            Nodes.array(),
            "adHocDataViews",
            Nodes.object());
    return Nodes.object(
        "title",
        panel.title(),
        "description",
        panel.description() == null ? "" : panel.description(),
        "visualizationType",
        Visualization.type(panel.kind()),
        "type",
        "lens",
        "references",
        Nodes.array(ids.viewReference(panel.view(), viewReference())),
        "state",
        state);
  }

  /** Top values before intervals: the top ones overall, and not others in each interval. */
  private ObjectNode layer(Fields fields, Units units) {
    Layer layer = new Layer(fields, units, place);
    if (panel.split() != null) {
      layer.group(Visualization.SPLIT, panel.split());
    }
    if (panel.x() != null) {
      layer.group(Visualization.X, panel.x());
    }
    if (panel.rows() != null) {
      panel
          .rows()
          .forEach(
              row -> {
                String id = "row" + rows.size();
                layer.group(id, row);
                rows.add(id);
              });
    }
    boolean single = panel.kind() == Kind.METRIC;
    // nothing rejected is good news, not a gap
    boolean zeros = single || panel.kind() == Kind.TABLE;
    for (Metric metric : panel.metrics()) {
      // Lens takes columns whose ids begin with a formula's for parts of it.
      String id = "metric" + metrics.size();
      layer.compute(id, single ? panel.title() : metric.label(), metric, !zeros);
      metrics.add(id);
    }
    return layer.build();
  }
}
