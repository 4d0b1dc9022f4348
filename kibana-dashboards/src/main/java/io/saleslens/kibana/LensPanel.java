package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.kibana.PanelSource.Color;
import io.saleslens.kibana.PanelSource.Kind;
import io.saleslens.kibana.PanelSource.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart, number or table: what it asks for, and how it shows the answer. */
final class LensPanel {
  private static final String LAYER = "layer";

  /** More, and the id of the second would begin that of the eleventh. */
  private static final int MOST_METRICS = 10;

  private static final String ACCENT = "#E7664C";

  /** Of metrics side by side. */
  private static final List<String> NEUTRAL = List.of("#6092C0", "#98A2B3");

  private final PanelSource panel;
  private final Place place;
  private final List<String> groups = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  LensPanel(PanelSource panel, Place place) {
    this.panel = panel;
    this.place = place;
  }

  /** The inner name of the reference to the data view. */
  static String viewReference() {
    return "indexpattern-datasource-layer-" + LAYER;
  }

  ObjectNode attributes(Fields fields, Units units, Ids ids) {
    requireParts();
    fields.needKql(panel.filter());
    ObjectNode layer = layer(fields, units);
    ObjectNode state =
        Nodes.object(
            "visualization",
            visualization(),
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
        type(),
        "type",
        "lens",
        "references",
        Nodes.array(ids.viewReference(panel.view(), viewReference())),
        "state",
        state);
  }

  private void requireParts() {
    Kind kind = panel.kind();
    boolean table = kind == Kind.TABLE;
    require(panel.metrics() != null && !panel.metrics().isEmpty(), "metrics");
    require(panel.metrics().size() <= MOST_METRICS, MOST_METRICS + " metrics at most");
    require(panel.rows() != null == table, table ? "rows" : "no rows");
    boolean hasX = !table && kind != Kind.METRIC && kind != Kind.DONUT;
    require(panel.x() != null == hasX, hasX ? "x" : "no x");
    if (kind == Kind.DONUT || kind == Kind.HEATMAP) {
      require(panel.split() != null, "split");
    }
    if (table || kind == Kind.METRIC) {
      require(panel.split() == null, "no split");
    }
    if (panel.split() != null || kind == Kind.METRIC) {
      require(panel.metrics().size() == 1, "one metric");
    }
    if (panel.split() != null || !isXy()) {
      require(panel.metrics().stream().allMatch(it -> it.color() == null), "no color");
    }
    if (kind == Kind.METRIC) {
      require(panel.metrics().get(0).label() == null, "no label but its title");
    }
    require(panel.sort() == null || table, "no sort");
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw place.fault("a %s needs %s.", panel.kind().name().toLowerCase(Locale.ROOT), what);
    }
  }

  private boolean isXy() {
    return panel.x() != null && panel.kind() != Kind.HEATMAP;
  }

  /** Top values before intervals: the top ones overall, and not others in each interval. */
  private ObjectNode layer(Fields fields, Units units) {
    Layer layer = new Layer(fields, units, place);
    if (panel.split() != null) {
      layer.group("split", panel.split());
    }
    if (panel.x() != null) {
      layer.group("x", panel.x());
    }
    if (panel.rows() != null) {
      panel
          .rows()
          .forEach(
              row -> {
                String id = "row" + groups.size();
                layer.group(id, row);
                groups.add(id);
                labels.add(row.label());
              });
    }
    boolean single = panel.kind() == Kind.METRIC;
    for (Metric metric : panel.metrics()) {
      // Lens takes columns whose ids begin with a formula's for parts of it.
      String id = "metric" + metrics.size();
      layer.compute(id, single ? panel.title() : metric.label(), metric, !single);
      metrics.add(id);
      labels.add(metric.label());
    }
    return layer.build();
  }

  private String type() {
    return switch (panel.kind()) {
      case METRIC -> "lnsMetric";
      case LINE, BAR, BAR_STACKED, BAR_HORIZONTAL -> "lnsXY";
      case DONUT -> "lnsPie";
      case HEATMAP -> "lnsHeatmap";
      case TABLE -> "lnsDatatable";
      case SEARCH -> throw place.fault("a search is no chart.");
    };
  }

  private ObjectNode visualization() {
    return switch (panel.kind()) {
      case METRIC -> onLayer("metricAccessor", metrics.get(0), "showBar", false);
      case LINE, BAR, BAR_STACKED, BAR_HORIZONTAL -> xy();
      case DONUT -> donut();
      case HEATMAP -> heatmap();
      case TABLE -> table();
      case SEARCH -> throw place.fault("a search is no chart.");
    };
  }

  private static ObjectNode onLayer(Object... keysAndValues) {
    ObjectNode object = Nodes.object("layerId", LAYER, "layerType", "data");
    object.setAll(Nodes.object(keysAndValues));
    return object;
  }

  private ObjectNode xy() {
    String series = panel.kind().name().toLowerCase(Locale.ROOT);
    boolean split = panel.split() != null;
    ObjectNode layer =
        onLayer(
            "seriesType",
            series,
            "xAccessor",
            "x",
            "splitAccessor",
            split ? "split" : null,
            "accessors",
            Nodes.array(metrics),
            "yConfig",
            split ? null : colors());
    return Nodes.object(
        "preferredSeriesType",
        series,
        "legend",
        Nodes.object("isVisible", split || metrics.size() > 1, "position", "right"),
        "valueLabels",
        "hide",
        "fittingFunction",
        "None",
        "layers",
        Nodes.array(layer));
  }

  private ArrayNode colors() {
    ArrayNode colors = Nodes.array();
    for (int i = 0; i < metrics.size(); i++) {
      boolean accent = panel.metrics().get(i).color() == Color.ACCENT;
      colors.add(
          Nodes.object(
              "forAccessor",
              metrics.get(i),
              "color",
              accent ? ACCENT : NEUTRAL.get(i % NEUTRAL.size())));
    }
    return colors;
  }

  private ObjectNode donut() {
    ObjectNode layer =
        onLayer(
            "primaryGroups",
            Nodes.array("split"),
            "metrics",
            Nodes.array(metrics),
            "numberDisplay",
            "percent",
            "categoryDisplay",
            "default",
            "legendDisplay",
            "default");
    return Nodes.object("shape", "donut", "layers", Nodes.array(layer));
  }

  private ObjectNode heatmap() {
    return onLayer(
        "shape",
        "heatmap",
        "xAccessor",
        "x",
        "yAccessor",
        "split",
        "valueAccessor",
        metrics.get(0),
        "legend",
        Nodes.object("isVisible", true, "position", "right", "type", "heatmap_legend"),
        "gridConfig",
        Nodes.object(
            "type",
            "heatmap_grid",
            "isCellLabelVisible",
            false,
            "isXAxisLabelVisible",
            true,
            "isXAxisTitleVisible",
            true,
            "isYAxisLabelVisible",
            true,
            "isYAxisTitleVisible",
            true));
  }

  private ObjectNode table() {
    List<String> ids = new ArrayList<>(groups);
    ids.addAll(metrics);
    ArrayNode columns = Nodes.array();
    for (String id : ids) {
      // a click on a value then leads to where the drilldown goes, without a menu between
      Boolean oneClick = panel.drilldown() != null && groups.contains(id) ? true : null;
      columns.add(Nodes.object("columnId", id, "oneClickFilter", oneClick));
    }
    return onLayer(
        "columns",
        columns,
        "sorting",
        panel.sort() == null ? null : sorting(ids),
        "paging",
        Nodes.object("size", 10, "enabled", true),
        "rowHeight",
        "single",
        "headerRowHeight",
        "single");
  }

  private ObjectNode sorting(List<String> ids) {
    int column = labels.indexOf(panel.sort().column());
    if (column < 0 || !List.of("asc", "desc").contains(panel.sort().direction())) {
      throw place.fault(
          "sort needs one of the columns %s, and asc or desc; it is %s.", labels, panel.sort());
    }
    return Nodes.object("columnId", ids.get(column), "direction", panel.sort().direction());
  }
}
