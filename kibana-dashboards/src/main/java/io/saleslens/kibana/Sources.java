package io.saleslens.kibana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is built from.
 *
 * @param views by key
 * @param searches by key
 * @param dashboards by key, in the order in which they are written
 */
record Sources(
    Map<String, DataViewSource> views,
    Map<String, SearchSource> searches,
    Map<String, Dashboard> dashboards) {

  private static final List<String> DASHBOARDS = List.of("sales", "suspects", "operations");

  /** A dashboard, and the file that it was read from. */
  record Dashboard(SourceFile file, DashboardSource head, List<PanelSource> panels) {
    Dashboard(SourceFile file) {
      this(
          file,
          file.without("panels", DashboardSource.class),
          file.list("panels", PanelSource.class));
    }
  }

  /** Those of this module. */
  static Sources ours() {
    Map<String, SourceFile> dashboards = new LinkedHashMap<>();
    DASHBOARDS.forEach(key -> dashboards.put(key, SourceFile.resource(key + ".yaml")));
    return of(
        SourceFile.resource("data-views.yaml"), SourceFile.resource("searches.yaml"), dashboards);
  }

  /**
   * @throws SourceException if a file does not have the form that it should
   */
  static Sources of(SourceFile views, SourceFile searches, Map<String, SourceFile> dashboards) {
    Map<String, Dashboard> read = new LinkedHashMap<>();
    dashboards.forEach((key, file) -> read.put(key, new Dashboard(file)));
    return new Sources(views.all(DataViewSource.class), searches.all(SearchSource.class), read);
  }

  /** The data view of that key. */
  DataViewSource view(String key, Place place) {
    return known(views, key, "data view", place);
  }

  /** Demands that there is such a search. */
  void needSearch(String key, Place place) {
    known(searches, key, "saved search", place);
  }

  /** Demands that there is such a dashboard. */
  void needDashboard(String key, Place place) {
    known(dashboards, key, "dashboard", place);
  }

  private static <T> T known(Map<String, T> all, String key, String what, Place place) {
    place.need(key, what);
    T found = all.get(key);
    if (found == null) {
      Set<String> keys = all.keySet();
      throw place.fault("there is no %s '%s', only %s.", what, key, keys);
    }
    return found;
  }
}
