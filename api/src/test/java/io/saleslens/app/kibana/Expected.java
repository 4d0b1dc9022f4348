package io.saleslens.app.kibana;

import io.saleslens.app.kibana.ExpectedOperations.Ledgers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each panel must show: by its dashboard and title, and by the labels of what is in it.
 * Written down once more, from what the titles say, over the raw sales and over what was run.
 */
final class Expected {
  private final ExpectedSales sales;
  private final ExpectedSuspects suspects;
  private final ExpectedOperations operations;

  /**
   * @param zone of the browser
   * @param minorUnits in a major one
   */
  Expected(RawSales sales, Ledgers ledgers, ZoneId zone, long minorUnits) {
    this.sales = new ExpectedSales(sales, minorUnits);
    this.suspects = new ExpectedSuspects(sales, minorUnits);
    this.operations = new ExpectedOperations(sales, ledgers, zone);
  }

  /**
   * @param days of the dashboard's time range
   * @return its rows, in any order
   */
  List<Map<String, Object>> rows(Panel panel, Set<LocalDate> days) {
    String dashboard = panel.dashboard().title().replaceFirst(" \\(.*", "");
    return switch (dashboard) {
      case "Sales & AOV" -> sales.rows(panel.title(), days);
      case "Suspect sales" -> suspects.rows(panel.title(), days);
      case "Operations" -> operations.rows(panel.title(), days);
      default -> throw ExpectedRows.unknown(panel.toString());
    };
  }
}
