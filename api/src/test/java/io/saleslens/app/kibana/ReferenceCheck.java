package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.kibana.SavedObject.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whatever is referred to is there, and whatever needs a reference has one, on both levels. */
final class ReferenceCheck {
  private final SavedObjects objects;
  private final Findings findings;

  ReferenceCheck(SavedObjects objects, Findings findings) {
    this.objects = objects;
    this.findings = findings;
  }

  void run() {
    for (SavedObject object : objects.all()) {
      Map<String, String> needed = new TreeMap<>();
      if (object.is(SavedObject.SEARCH)) {
        needed.put("kibanaSavedObjectMeta.searchSourceJSON.index", SavedObject.DATA_VIEW);
      }
      object.controls().forEach(it -> needed.put(it.referenceName(), SavedObject.DATA_VIEW));
      object.panels().forEach(it -> needed.putAll(neededBy(it)));
      compare(needed, object.references(), object.where());
      object.panels().stream().filter(Panel::isLens).forEach(this::checkInside);
    }
  }

  /** Names and types of references, as the panel's dashboard must have them. */
  private Map<String, String> neededBy(Panel panel) {
    Map<String, String> needed = new HashMap<>();
    String prefix = panel.index() + ":";
    panel.layers().forEach(it -> needed.put(prefix + it.referenceName(), SavedObject.DATA_VIEW));
    if (panel.type().equals(SavedObject.SEARCH)) {
      String name = "panel_" + panel.index();
      needed.put(prefix + name, SavedObject.SEARCH);
      if (!panel.json().path("panelRefName").asText().equals(name)) {
        findings.add(panel.where(), "panelRefName must be %s", name);
      }
    }
    for (JsonNode event : panel.drilldowns()) {
      needed.put(
          "%sdrilldown:%s:%s:dashboardId"
              .formatted(prefix, Panel.DRILLDOWN, event.path("eventId").asText()),
          SavedObject.DASHBOARD);
    }
    return needed;
  }

  private void checkInside(Panel panel) {
    Map<String, String> needed = new TreeMap<>();
    panel.layers().forEach(it -> needed.put(it.referenceName(), SavedObject.DATA_VIEW));
    compare(needed, panel.innerReferences(), panel.where());
    for (Reference inner : panel.innerReferences()) {
      String outerName = panel.index() + ":" + inner.name();
      panel.dashboard().references().stream()
          .filter(it -> it.name().equals(outerName) && !it.id().equals(inner.id()))
          .forEach(
              it ->
                  findings.add(
                      panel.where(), "%s is %s, but %s outside", it.name(), inner.id(), it.id()));
    }
  }

  private void compare(Map<String, String> needed, List<Reference> references, String where) {
    Map<String, String> missing = new TreeMap<>(needed);
    for (Reference reference : references) {
      String expected = missing.remove(reference.name());
      if (expected == null) {
        findings.add(where, "reference %s is there twice, or for nothing", reference.name());
      } else if (!expected.equals(reference.type())) {
        findings.add(where, "reference %s must be to a %s", reference.name(), expected);
      }
      if (objects.find(reference.type(), reference.id()).isEmpty()) {
        findings.add(
            where,
            "reference %s leads nowhere: there is no %s %s",
            reference.name(),
            reference.type(),
            reference.id());
      }
    }
    missing
        .keySet()
        .forEach(
            name -> {
              // the panel's name says more than the dashboard's
              String panel = name.contains(":") ? ", panel or control " + name.split(":")[0] : "";
              findings.add(where + panel, "reference %s is missing", name);
            });
  }
}
