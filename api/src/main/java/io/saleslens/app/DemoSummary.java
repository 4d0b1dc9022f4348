package io.saleslens.app;

import io.saleslens.app.DemoReport.Planted;
import io.saleslens.app.DemoReport.TopStore;
import io.saleslens.app.pipeline.Pipeline;
import java.util.Locale;
import java.util.StringJoiner;

/** The demo's report for people. */
final class DemoSummary {
  private DemoSummary() {}

  static String of(DemoReport report) {
    StringJoiner text = new StringJoiner(System.lineSeparator());
    text.add("");
    text.add(
        line(
            "Sales      %,d of %,d stores on %,d business days, done in %.1f s",
            report.sales(), report.stores(), report.days(), report.seconds()));
    text.add(
        line(
            "Indexed    %,d in %.1f s (%,d/s), %,d rejected",
            report.backfill().rowsRead(),
            report.backfill().millis() / 1000.0,
            report.backfill().rowsPerSecond(),
            report.backfill().rejected()));
    if (report.badLines() > 0) {
      text.add(line("Bad lines  %,d, which are named above", report.badLines()));
    }
    text.add(
        line(
            "Computed   %,d daily and %,d weekly AOVs, and the suspects, in %.1f s",
            report.dailyDocuments(), report.weeklyDocuments(), report.refresh().millis() / 1000.0));
    addTopStores(text, report);
    text.add("");
    text.add(
        line(
            "Suspects   %,d sales in %,d groups (%,d groups of repeats had no weekly AOV to compare with)",
            report.suspects(), report.suspectGroups(), report.noBaseline()));
    report.planted().ifPresent(planted -> text.add(planted(planted)));
    return text.toString();
  }

  private static void addTopStores(StringJoiner text, DemoReport report) {
    if (report.topStores().isEmpty()) {
      return;
    }
    text.add("");
    text.add(
        line("Top stores %24s %11s %12s %12s", "total sale", "customers", "AOV", "weekly AOV"));
    for (TopStore store : report.topStores()) {
      text.add(
          line(
              "  %-15s %,17d %,11d %,12d %12s",
              store.storeId(),
              store.totalSale(),
              store.numCustomer(),
              store.unitPrice(),
              store.weekUnitPrice().map(price -> line("%,d", price)).orElse("-")));
    }
  }

  private static String planted(Planted planted) {
    return line(
        "Planted    %,d sales in %,d groups: %,d found, %,d missed, %,d false alarms",
        planted.sales(),
        planted.groups(),
        planted.found(),
        planted.missed(),
        planted.falseAlarms());
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  static String urls(String api, Pipeline pipeline) {
    return String.join(
        System.lineSeparator(),
        "",
        "Look at it:  " + api + "/",
        "Or ask:",
        "  curl '" + api + "/api/v1/frauds?limit=5'",
        "  curl '" + api + "/api/v1/aov/daily?limit=5'",
        "  curl '" + api + "/api/v1/aov/weekly?limit=5'",
        "  curl '" + api + "/api/v1/days'",
        "  curl '" + api + "/health/ready'",
        "Elasticsearch  " + pipeline.elastic().shownUrl(),
        "MySQL          " + pipeline.database().shownUrl(),
        "Ctrl-C ends everything.");
  }
}
