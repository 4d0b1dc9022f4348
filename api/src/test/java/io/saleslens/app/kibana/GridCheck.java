package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Panels stand beside each other, within the 48 columns of the grid. */
final class GridCheck {
  private static final int COLUMNS = 48;

  private final Findings findings;

  GridCheck(Findings findings) {
    this.findings = findings;
  }

  private record Place(int x, int y, int w, int h) {
    static Place of(Panel panel) {
      JsonNode grid = panel.json().path("gridData");
      return new Place(
          grid.path("x").asInt(),
          grid.path("y").asInt(),
          grid.path("w").asInt(),
          grid.path("h").asInt());
    }

    boolean overlaps(Place other) {
      return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
    }
  }

  void run(SavedObject dashboard) {
    List<Panel> panels = dashboard.panels();
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      Place place = Place.of(panel);
      String inGrid = panel.json().path("gridData").path("i").asText();
      if (!inGrid.equals(panel.index())) {
        findings.add(panel.where(), "is called %s in the grid", inGrid);
      }
      if (place.x < 0 || place.y < 0 || place.w < 1 || place.h < 1 || place.x + place.w > COLUMNS) {
        findings.add(panel.where(), "leaves the grid: %s", place);
      }
      for (Panel other : panels.subList(i + 1, panels.size())) {
        if (place.overlaps(Place.of(other))) {
          findings.add(panel.where(), "overlaps panel %s", other.index());
        }
        if (panel.index().equals(other.index())) {
          findings.add(panel.where(), "has the index of another panel");
        }
      }
    }
  }
}
