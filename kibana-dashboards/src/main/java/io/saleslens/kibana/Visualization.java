package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.kibana.PanelSource.Breakdown;
import io.saleslens.kibana.PanelSource.Color;
import io.saleslens.kibana.PanelSource.Kind;
import io.saleslens.kibana.PanelSource.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a panel shows its columns. */
final class Visualization {
  static final String X = "x";
  static final String SPLIT = "split";

  private static final String ACCENT = "#E7664C";

  /** Of metrics side by side. */
  private static final List<String> NEUTRAL = List.of("#6092C0", "#98A2B3");

  private final PanelSource panel;
  private final Place place;
  private final String layer;
  private final List<String> rows;
  private final List<String> metrics;

  /**
   * @param layer id of the layer
   * @param rows ids of the columns that a table has rows for
   * @param metrics ids of those that hold what was computed
   */
  Visualization(
      PanelSource panel, Place place, String layer, List<String> rows, List<String> metrics) {
    this.panel = panel;
    this.place = place;
    this.layer = layer;
    this.rows = rows;
    this.metrics = metrics;
  }

  static String type(Kind kind) {
    return switch (kind) {
      case METRIC -> "lnsMetric";
      case LINE, BAR, BAR_STACKED, BAR_HORIZONTAL -> "lnsXY";
      case DONUT -> "lnsPie";
      case HEATMAP -> "lnsHeatmap";
      case TABLE -> "lnsDatatable";
      case SEARCH -> throw new IllegalArgumentException("A search is no chart");
    };
  }

  ObjectNode build() {
    return switch (panel.kind()) {
      case METRIC -> onLayer("metricAccessor", metrics.get(0), "showBar", false);
      case LINE, BAR, BAR_STACKED, BAR_HORIZONTAL -> xy();
      case DONUT -> donut();
      case HEATMAP -> heatmap();
      case TABLE -> table();
      case SEARCH -> throw new IllegalArgumentException("A search is no chart");
    };
  }

  private ObjectNode onLayer(Object... keysAndValues) {
    ObjectNode object = Nodes.object("layerId", layer, "layerType", "data");
    object.setAll(Nodes.object(keysAndValues));
    return object;
  }

  private ObjectNode xy() {
    String series = panel.kind().name().toLowerCase(Locale.ROOT);
    boolean split = panel.split() != null;
    ObjectNode drawn =
        onLayer(
            "seriesType",
            series,
            "xAccessor",
            X,
            "splitAccessor",
            split ? SPLIT : null,
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
        Nodes.array(drawn));
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
    ObjectNode drawn =
        onLayer(
            "primaryGroups",
            Nodes.array(SPLIT),
            "metrics",
            Nodes.array(metrics),
            "numberDisplay",
            "percent",
            "categoryDisplay",
            "default",
            "legendDisplay",
            "default");
    return Nodes.object("shape", "donut", "layers", Nodes.array(drawn));
  }

  private ObjectNode heatmap() {
    return onLayer(
        "shape",
        "heatmap",
        "xAccessor",
        X,
        "yAccessor",
        SPLIT,
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
    List<String> ids = new ArrayList<>(rows);
    ids.addAll(metrics);
    ArrayNode columns = Nodes.array();
    for (String id : ids) {
      // a click on a value then leads to where the drilldown goes, without a menu between
      Boolean oneClick = panel.drilldown() != null && rows.contains(id) ? true : null;
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
    List<String> labels =
        Stream.concat(
                panel.rows().stream().map(Breakdown::label),
                panel.metrics().stream().map(Metric::label))
            .toList();
    int column = labels.indexOf(panel.sort().column());
    if (column < 0 || !List.of("asc", "desc").contains(panel.sort().direction())) {
      throw place.fault(
          "sort needs one of the columns %s, and asc or desc; it is %s.", labels, panel.sort());
    }
    return Nodes.object("columnId", ids.get(column), "direction", panel.sort().direction());
  }
}
