package io.saleslens.app.kibana;

import io.saleslens.kibana.DashboardParameters;
import io.saleslens.kibana.Dashboards;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Currency;

/** What is proven: the NDJSON built for an installation. */
record BuiltFor(String prefix, String zone, String currency) {
  String ndjson() {
    DashboardParameters parameters =
        new DashboardParameters(prefix, ZoneId.of(zone), Currency.getInstance(currency));
    return new String(Dashboards.ndjson(parameters), StandardCharsets.UTF_8);
  }

  SavedObjects objects() {
    Findings findings = new Findings();
    SavedObjects objects = SavedObjects.read(ndjson(), findings);
    if (!findings.lines().isEmpty()) {
      throw new AssertionError(findings.lines());
    }
    return objects;
  }

  /** In a major unit. */
  long minorUnits() {
    return (long) Math.pow(10, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
