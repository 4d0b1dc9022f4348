package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.kibana.PanelSource.Breakdown;
import io.saleslens.kibana.PanelSource.Metric;
import io.saleslens.kibana.PanelSource.Order;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The columns of a panel: what its documents are grouped by, outermost first, and then what is
 * computed of each group.
 */
final class Layer {
  private final Fields fields;
  private final Units units;
  private final Place place;
  private final Map<String, ObjectNode> columns = new LinkedHashMap<>();

  Layer(Fields fields, Units units, Place place) {
    this.fields = fields;
    this.units = units;
    this.place = place;
  }

  ObjectNode build() {
    ObjectNode all = Nodes.object();
    columns.forEach(all::set);
    return Nodes.object(
        "columns",
        all,
        "columnOrder",
        Nodes.array(columns.keySet()),
        "incompleteColumns",
        Nodes.object(),
        "sampling",
        1,
        "ignoreGlobalFilters",
        false);
  }

  /** Groups what is grouped already by one thing more. */
  void group(String id, Breakdown by) {
    place.need(by.label(), "label");
    if ((by.top() == null) == (by.every() == null)) {
      throw place.fault("'%s' needs either top, a number, or every, an interval.", by.label());
    }
    columns.put(id, by.top() == null ? intervals(by) : topValues(by));
  }

  private ObjectNode intervals(Breakdown by) {
    fields.need(by.field(), "date");
    return bucket(
        by,
        "date",
        "date_histogram",
        "interval",
        Nodes.object("interval", by.every(), "includeEmptyRows", false, "dropPartials", false));
  }

  private ObjectNode topValues(Breakdown by) {
    FieldFormat format = fields.need(by.field(), "string", "number", "boolean");
    place.need(by.order(), "order");
    if (by.missing() && !by.other()) {
      throw place.fault("'%s' has missing without other, which Lens passes over.", by.label());
    }
    boolean byKey = by.order().of().equals("key");
    ObjectNode params = Nodes.object("size", by.top());
    params.set("orderBy", orderBy(by.order()));
    params.setAll(
        Nodes.object(
            "orderDirection",
            byKey ? "asc" : "desc",
            "otherBucket",
            by.other(),
            "missingBucket",
            by.missing(),
            "parentFormat",
            Nodes.object("id", "terms"),
            "include",
            Nodes.array(),
            "exclude",
            Nodes.array(),
            "includeIsRegex",
            false,
            "excludeIsRegex",
            false,
            // Sales lie in an index for each month. Without this, each is asked for its own 25 top
            // values alone, and the sums of what is among them in one month only are too small.
            "accuracyMode",
            true));
    if (!byKey) {
      params.set(
          "orderAgg",
          Operation.of(by.order().of(), place)
              .column(by.label() + "'s order", by.order().field(), fields, true, place));
    }
    return bucket(by, format.type(), "terms", "ordinal", params);
  }

  /** Not by a shown column: Lens cannot order by formulas, which money with cents is. */
  private static ObjectNode orderBy(Order order) {
    return order.of().equals("key")
        ? Nodes.object("type", "alphabetical", "fallback", false)
        : Nodes.object("type", "custom");
  }

  private static ObjectNode bucket(
      Breakdown by, String type, String operation, String scale, ObjectNode params) {
    return Nodes.object(
        "label",
        by.label(),
        "customLabel",
        true,
        "dataType",
        type,
        "operationType",
        operation,
        "sourceField",
        by.field(),
        "isBucketed",
        true,
        "scale",
        scale,
        "params",
        params);
  }

  /**
   * Computes one thing more of each group.
   *
   * @param label what it is called
   * @param emptyAsNull whether a group without documents has no value, rather than zero
   */
  void compute(String id, String label, Metric metric, boolean emptyAsNull) {
    place.need(label, "label");
    place.need(metric.of(), "of");
    place.need(metric.format(), "format");
    ObjectNode format = units.of(metric.format());
    String formula = formula(metric);
    if (formula != null) {
      columns.putAll(new FormulaColumns(id, label, formula, fields, place).build(format));
      return;
    }
    ObjectNode column =
        Operation.of(metric.of(), place).column(label, metric.field(), fields, emptyAsNull, place);
    if (format != null) {
      column.withObject("/params").set("format", format);
    }
    columns.put(id, column);
  }

  /** Money is stored in minor units; only a formula can show it in major ones. */
  private String formula(Metric metric) {
    boolean money = metric.format() == NumberFormat.MONEY;
    if (metric.of().equals("formula")) {
      place.need(metric.formula(), "formula");
      return money && units.hasMinorUnit()
          ? "(" + metric.formula() + ") / " + units.minorUnits()
          : metric.formula();
    }
    Operation operation = Operation.of(metric.of(), place);
    boolean ofMoney =
        metric.field() != null
            && operation.keepsUnit()
            && fields.need(metric.field()) == FieldFormat.MONEY;
    if (money != ofMoney) {
      throw place.fault(
          "'%s' of %s must %sbe shown as money.",
          metric.of(), metric.field(), ofMoney ? "" : "not ");
    }
    return money && units.hasMinorUnit()
        ? metric.of() + "(" + metric.field() + ") / " + units.minorUnits()
        : null;
  }
}
