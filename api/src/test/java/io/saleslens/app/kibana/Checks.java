package io.saleslens.app.kibana;

import java.util.List;

/** All that can be said of an NDJSON without a server. */
final class Checks {
  private Checks() {}

  /** What is wrong with it, a line each; empty if nothing. */
  static List<String> of(String ndjson) {
    Findings findings = new Findings();
    SavedObjects objects = SavedObjects.read(ndjson, findings);
    new ShapeCheck(findings).run(objects);
    new ReferenceCheck(objects, findings).run();
    TextCheck texts = new TextCheck(objects, findings);
    objects.all().forEach(texts::run);
    GridCheck grid = new GridCheck(findings);
    objects.of(SavedObject.DASHBOARD).forEach(grid::run);
    LayerCheck layers = new LayerCheck(findings);
    objects.panels().stream().filter(Panel::isLens).forEach(layers::run);
    return findings.lines();
  }
}
