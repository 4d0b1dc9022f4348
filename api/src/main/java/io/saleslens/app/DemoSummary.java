package io.saleslens.app;

import io.saleslens.app.DemoReport.TopStore;
import io.saleslens.app.pipeline.Pipeline;
import java.util.StringJoiner;

/** The demo's report for people. */
final class DemoSummary {
  private DemoSummary() {}

  static String of(DemoReport report) {
    StringJoiner text = new StringJoiner(System.lineSeparator());
    text.add("");
    text.add(
        "%,d sales of %,d stores on %,d days, done in %.1f s"
            .formatted(report.sales(), report.stores(), report.days(), report.seconds()));
    text.add("  " + report.backfill().summary());
    text.add("  " + report.refresh().summary());
    text.add("");
    text.add("Stores with the largest sum      total sale   customers         AOV  weekly AOV");
    for (TopStore store : report.topStores()) {
      text.add(
          "  %-24s %,16d  %,10d  %,10d  %10s"
              .formatted(
                  store.storeId(),
                  store.totalSale(),
                  store.numCustomer(),
                  store.unitPrice(),
                  store.weekUnitPrice().map("%,d"::formatted).orElse("-")));
    }
    text.add("");
    text.add(
        "Suspects: %,d sales in %,d groups (%,d groups of repeats without a baseline)"
            .formatted(report.suspects(), report.suspectGroups(), report.noBaseline()));
    report
        .planted()
        .ifPresent(
            it ->
                text.add(
                    "Planted:  %,d sales in %,d groups; found %,d, missed %,d, false alarms %,d"
                        .formatted(
                            it.sales(), it.groups(), it.found(), it.missed(), it.falseAlarms())));
    return text.toString();
  }

  static String urls(String api, Pipeline pipeline) {
    return String.join(
        System.lineSeparator(),
        "",
        "Try:",
        "  curl '" + api + "/api/v1/frauds?limit=5'",
        "  curl '" + api + "/api/v1/aov/daily?limit=5'",
        "  curl '" + api + "/api/v1/aov/weekly?limit=5'",
        "  curl '" + api + "/api/v1/days'",
        "  curl '" + api + "/health/ready'",
        "Elasticsearch: "
            + pipeline.elastic().shownUrl()
            + ", MySQL: "
            + pipeline.database().shownUrl(),
        "Ctrl-C ends everything.");
  }
}
