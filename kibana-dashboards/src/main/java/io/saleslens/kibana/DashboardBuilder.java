package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.kibana.DashboardSource.Control;
import io.saleslens.kibana.PanelSource.Drilldown;
import io.saleslens.kibana.PanelSource.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One dashboard, from its source. */
final class DashboardBuilder {
  private static final String DRILLDOWN = "DASHBOARD_TO_DASHBOARD_DRILLDOWN";
  private static final int GRID = 48;
  private static final int REFRESH_MILLIS = 60_000;

  private final Sources sources;
  private final Ids ids;
  private final Units units;
  private final Sources.Dashboard source;
  private final ArrayNode references = Nodes.array();
  private final Set<String> used = new HashSet<>();

  DashboardBuilder(Sources sources, Ids ids, Units units, Sources.Dashboard source) {
    this.sources = sources;
    this.ids = ids;
    this.units = units;
    this.source = source;
  }

  SavedObject build(String key) {
    DashboardSource head = source.head();
    Place place = source.file().place("head");
    place.need(head.title(), "title");
    place.need(head.from(), "from");
    place.need(head.to(), "to");
    place.need(head.controls(), "controls");
    String title = ids.title(head.title());
    ArrayNode panels = Nodes.array();
    source.panels().forEach(panel -> panels.add(panel(panel)));
    ObjectNode attributes =
        Nodes.object(
            "title",
            title,
            "description",
            head.description() == null ? "" : head.description(),
            "version",
            1,
            "timeRestore",
            true,
            "timeFrom",
            head.from(),
            "timeTo",
            head.to(),
            "refreshInterval",
            Nodes.object("pause", true, "value", REFRESH_MILLIS),
            "kibanaSavedObjectMeta",
            Nodes.object("searchSourceJSON", Nodes.text(allDocuments())),
            "optionsJSON",
            Nodes.text(options()),
            "panelsJSON",
            Nodes.text(panels),
            "controlGroupInput",
            head.controls().isEmpty() ? null : controls(head.controls()));
    return SavedObject.of("dashboard", ids.dashboard(key), title, attributes, references);
  }

  private static ObjectNode allDocuments() {
    return Nodes.object(
        "query", Nodes.object("language", "kuery", "query", ""), "filter", Nodes.array());
  }

  private static ObjectNode options() {
    return Nodes.object(
        "useMargins",
        true,
        "syncColors",
        true,
        "syncCursor",
        true,
        "syncTooltips",
        false,
        "hidePanelTitles",
        false);
  }

  private ObjectNode panel(PanelSource panel) {
    Place place = source.file().place("panel " + panel.id());
    place.need(panel.id(), "id");
    place.need(panel.title(), "title");
    place.need(panel.kind(), "kind");
    if (!used.add(panel.id())) {
      throw place.fault("there is another panel of this id.");
    }
    ObjectNode grid = grid(panel, place);
    if (panel.kind() == Kind.SEARCH) {
      return search(panel, grid, place);
    }
    Fields fields = new Fields(sources.view(panel.view(), place), place);
    ObjectNode config =
        Nodes.object(
            "attributes",
            new LensPanel(panel, place).attributes(fields, units, ids),
            // the number's own label says the same
            "hidePanelTitles",
            panel.kind() == Kind.METRIC ? true : null,
            "enhancements",
            panel.drilldown() == null ? Nodes.object() : drilldown(panel, place));
    references.add(ids.viewReference(panel.view(), panel.id() + ":" + LensPanel.viewReference()));
    return Nodes.object(
        "type",
        "lens",
        "panelIndex",
        panel.id(),
        "title",
        panel.title(),
        "gridData",
        grid,
        "embeddableConfig",
        config);
  }

  private static ObjectNode grid(PanelSource panel, Place place) {
    List<Integer> at = panel.at();
    if (at == null || at.size() != 4 || at.get(0) + at.get(2) > GRID) {
      throw place.fault("at needs x, y, width and height on a grid %d wide, is %s.", GRID, at);
    }
    return Nodes.object(
        "x", at.get(0), "y", at.get(1), "w", at.get(2), "h", at.get(3), "i", panel.id());
  }

  private ObjectNode search(PanelSource panel, ObjectNode grid, Place place) {
    sources.needSearch(panel.search(), place);
    String name = "panel_" + panel.id();
    references.add(
        Nodes.object(
            "id", ids.search(panel.search()), "name", panel.id() + ":" + name, "type", "search"));
    return Nodes.object(
        "type",
        "search",
        "panelIndex",
        panel.id(),
        "panelRefName",
        name,
        "title",
        panel.title(),
        "gridData",
        grid,
        "embeddableConfig",
        Nodes.object("enhancements", Nodes.object()));
  }

  private ObjectNode drilldown(PanelSource panel, Place place) {
    Drilldown drilldown = panel.drilldown();
    sources.needDashboard(drilldown.to(), place);
    String event = "to-" + drilldown.to();
    references.add(
        Nodes.object(
            "id",
            ids.dashboard(drilldown.to()),
            "name",
            "%s:drilldown:%s:%s:dashboardId".formatted(panel.id(), DRILLDOWN, event),
            "type",
            "dashboard"));
    ObjectNode config =
        Nodes.object(
            "useCurrentFilters",
            drilldown.filters(),
            "useCurrentDateRange",
            true,
            "openInNewTab",
            false);
    ObjectNode action =
        Nodes.object("factoryId", DRILLDOWN, "name", drilldown.name(), "config", config);
    ObjectNode events =
        Nodes.object("eventId", event, "triggers", Nodes.array("FILTER_TRIGGER"), "action", action);
    return Nodes.object("dynamicActions", Nodes.object("events", Nodes.array(events)));
  }

  private ObjectNode controls(List<Control> controls) {
    ObjectNode panels = Nodes.object();
    for (Control control : controls) {
      panels.set(control.id(), control(control, panels.size()));
    }
    return Nodes.object(
        "controlStyle",
        "oneLine",
        "chainingSystem",
        "HIERARCHICAL",
        "showApplySelections",
        false,
        "ignoreParentSettingsJSON",
        Nodes.text(
            Nodes.object(
                "ignoreFilters",
                false,
                "ignoreQuery",
                false,
                "ignoreTimerange",
                false,
                "ignoreValidations",
                false)),
        "panelsJSON",
        Nodes.text(panels));
  }

  private ObjectNode control(Control control, int order) {
    Place place = source.file().place("control " + control.id());
    place.need(control.id(), "id");
    new Fields(sources.view(control.view(), place), place)
        .need(control.field(), "string", "boolean");
    references.add(
        ids.viewReference(control.view(), "controlGroup_" + control.id() + ":optionsListDataView"));
    return Nodes.object(
        "order",
        order,
        "width",
        "medium",
        "grow",
        false,
        "type",
        "optionsListControl",
        "explicitInput",
        Nodes.object(
            "id",
            control.id(),
            "title",
            control.title(),
            "fieldName",
            control.field(),
            "selectedOptions",
            Nodes.array(),
            "enhancements",
            Nodes.object()));
  }
}
