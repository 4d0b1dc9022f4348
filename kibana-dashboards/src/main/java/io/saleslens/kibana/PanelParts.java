package io.saleslens.kibana;

import io.saleslens.kibana.PanelSource.Kind;
import java.util.Locale;

/** Which parts a panel of a kind has to have, and which it cannot have. */
final class PanelParts {
  /** More, and the id of the second would begin that of the eleventh. */
  private static final int MOST_METRICS = 10;

  private final PanelSource panel;
  private final Place place;

  PanelParts(PanelSource panel, Place place) {
    this.panel = panel;
    this.place = place;
  }

  /**
   * @throws SourceException if one is missing, or too many
   */
  void require() {
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
}
